package fairweather.scoring.forecast;

import fairweather.scoring.diagnosis.Diagnosis;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.score.Absence;

/**
 * One component of a forecast: its sums and why it does not count, if it does not.
 *
 * @param sums null if nothing could be decoded; then {@code metrics} is null too
 * @param absence null if the component counts
 * @param diagnosis what else was found out; null if nothing could be decoded
 * @param millis time that reading and summing took
 */
public record Measured(
        ComponentInputs inputs, PartialSums sums, Metrics metrics, Absence absence, Diagnosis diagnosis, int millis) {

    public boolean decoded() {
        return sums != null;
    }

    public boolean counts() {
        return absence == null;
    }
}
