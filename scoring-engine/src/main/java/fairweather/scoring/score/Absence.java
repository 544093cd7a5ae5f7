package fairweather.scoring.score;

import fairweather.failure.Code;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Bounds;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.TruthSums;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a component counts as absent: exactly one code and a plain sentence.
 *
 * @param code CONTENT_LAYOUT if it is missing or misshapen, CONTENT_VALUES for unit, coverage or limits, the gateway's
 *     code if its bytes could not be read
 */
public record Absence(Code code, String sentence) {
    public Absence {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** What the values of a field that was decoded say: first coverage, then hard limits. Empty: the field counts. */
    public static Optional<Absence> ofValues(String variable, BandSums global) {
        Metric coverage = Metrics.of(global).get(MetricName.COVERAGE);
        if (coverage.orElse(0) < ScoreRules.LEAST_COVERAGE) {
            return Optional.of(new Absence(
                    Code.CONTENT_VALUES,
                    "the coverage is " + coverage.orElse(0) + ", less than " + ScoreRules.LEAST_COVERAGE));
        }
        return beyondLimits(variable, global);
    }

    /** Empty if every finite value lies within the variable's hard limits; not to be asked of a field without any. */
    public static Optional<Absence> beyondLimits(String variable, BandSums global) {
        Bounds limits = VariableLimits.hardLimits(variable);
        double least = global.get(Sum.F_MIN);
        double most = global.get(Sum.F_MAX);
        if (limits.contains(least) && limits.contains(most)) {
            return Optional.empty();
        }
        double outside = limits.contains(least) ? most : least;
        return Optional.of(new Absence(
                Code.CONTENT_VALUES,
                "the value " + outside + " is outside the hard limits " + limits.least() + " to " + limits.most()));
    }

    /** False if so much of the truth is missing that it counts as not available, for everybody. */
    public static boolean truthCovers(TruthSums truth) {
        return truth.coverage() >= ScoreRules.LEAST_COVERAGE;
    }
}
