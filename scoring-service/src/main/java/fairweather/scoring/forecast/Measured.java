package fairweather.scoring.forecast;

import fairweather.scoring.diagnosis.Diagnosis;
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
 * @param diagnosis what else was found out; null if nothing could be decoded
 */
public record Measured(
        ComponentInputs inputs,
        PartialSums sums,
        Metrics metrics,
        Absence absence,
        int millis,
        ParitySums parity,
        Diagnosis diagnosis) {

    /** Of a run in mode strict, and nothing else was found out. */
    public Measured(ComponentInputs inputs, PartialSums sums, Metrics metrics, Absence absence, int millis) {
        this(inputs, sums, metrics, absence, millis, null, sums == null ? null : Diagnosis.NOTHING);
    }

    /** The same sums, judged by other rules. */
    public Measured judged(Absence other) {
        return new Measured(inputs, sums, metrics, other, millis, parity, diagnosis);
    }

    public boolean decoded() {
        return sums != null;
    }

    public boolean counts() {
        return absence == null;
    }
}
