package fairweather.forecast.store;

import fairweather.failure.Code;

/** What a forecast has at one (variable, level, lead): a field, or the one reason why there is none. */
public sealed interface FieldResult {

    /**
     * A field on the target grid in canonical units.
     *
     * @param values [lat][lon] row by row, north to south and 0 to below 360 degrees; NaN where the forecast has a gap
     */
    record Present(float[] values) implements FieldResult {}

    /**
     * No field. A reader says so for faults of the forecast's content, which cost this variable only; a caller that has
     * given up on bytes that cannot be had may say so with the code of that trouble.
     *
     * @param code of a reader {@code CONTENT_LAYOUT}, {@code CONTENT_VALUES} or {@code OVERSIZE}
     */
    record Absent(Code code, String reason) implements FieldResult {}
}
