package fairweather.scoring.forecast;

import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.score.Absence;

/**
 * One component of a forecast: its sums and why it does not count, if it does not.
 *
 * @param sums null if nothing could be decoded; then {@code metrics} is null too
 * @param absence null if the component counts
 * @param millis time that reading and summing took
 * @param parity the sums of mode parity; null if nothing could be decoded, and in a run of mode strict
 */
public record Measured(
        ComponentInputs inputs, PartialSums sums, Metrics metrics, Absence absence, int millis, ParitySums parity) {

    /** Of a run in mode strict. */
    public Measured(ComponentInputs inputs, PartialSums sums, Metrics metrics, Absence absence, int millis) {
        this(inputs, sums, metrics, absence, millis, null);
    }

    /** The same sums, judged by other rules. */
    public Measured judged(Absence other) {
        return new Measured(inputs, sums, metrics, other, millis, parity);
    }

    public boolean decoded() {
        return sums != null;
    }

    public boolean counts() {
        return absence == null;
    }
}
