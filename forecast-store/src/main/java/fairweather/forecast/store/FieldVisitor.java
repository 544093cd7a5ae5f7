package fairweather.forecast.store;

/** Is given the rows of wanted fields as their chunks are decoded: each row once, in any order. */
@FunctionalInterface
public interface FieldVisitor {
    /**
     * @param field position in the list of what was wanted
     * @param row of the target grid, 0 is the northernmost
     * @param values of the row on the target grid, in canonical units; NaN where the forecast has a gap. Only valid
     *     during the call
     */
    void row(int field, int row, float[] values);
}
