package fairweather.check.conformance;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.store.ArrayChunk;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.scoring.metric.Bounds;
import fairweather.scoring.score.ScoreRules;
import fairweather.scoring.score.VariableLimits;
import java.util.Optional;

/**
 * What was found in one chunk that was read for a spot check.
 *
 * @param bytes as transferred
 * @param undecodable why it cannot be decoded; empty if it can
 * @param unusable what is wrong with its values; empty if nothing is, or if there are none
 */
record SampledChunk(ObjectKey key, int bytes, Optional<String> undecodable, Optional<String> unusable) {

    static SampledChunk of(Entry.Held variable, ArrayChunk chunk, byte[] encoded) {
        try {
            float[] values = chunk.values(encoded, Caps.DEFAULT);
            return new SampledChunk(chunk.key(), encoded.length, Optional.empty(), judged(variable, values));
        } catch (FailureException malformed) {
            return new SampledChunk(
                    chunk.key(), encoded.length, Optional.of(malformed.failure().message()), Optional.empty());
        }
    }

    private static Optional<String> judged(Entry.Held variable, float[] values) {
        Bounds limits = VariableLimits.hardLimits(variable.variable());
        int finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                finite++;
                double canonical = value * variable.factor();
                if (!limits.contains(canonical)) {
                    return Optional.of(
                            canonical + " is outside " + limits.least() + " to " + limits.most() + " of this variable");
                }
            }
        }
        double coverage = (double) finite / values.length;
        return coverage >= ScoreRules.LEAST_COVERAGE
                ? Optional.empty()
                : Optional.of("only " + finite + " of " + values.length + " values are numbers");
    }
}
