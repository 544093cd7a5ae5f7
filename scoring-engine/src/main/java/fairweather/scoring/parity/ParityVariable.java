package fairweather.scoring.parity;

import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import java.util.List;
import java.util.Optional;

/**
 * A variable at one ERA5 lead: its levels joined by their thickness. What made the reference end the whole call is a 0
 * here: an absent variable or level adds nothing to any of the three terms, an undefined correlation nothing to its own.
 *
 * @param skill Σ θ skill, a mean of ratios; an undefined level counts as 0, a zero reference error leaves it undefined
 * @param acc Σ θ acc, if every level has one
 * @param rmse √(Σ θ MSE) over the levels that have one
 * @param rrmse rmse by that of climatology over the same levels; for show
 * @param skillTerm clamp(skill)
 * @param accTerm Σ θ (acc + 1)/2 over the levels that have one
 * @param rmseShare θ of the levels that have an RMSE
 */
public record ParityVariable(
        Metric skill, Metric acc, Metric rmse, Metric rrmse, double skillTerm, double accTerm, double rmseShare) {

    /**
     * @param levels one per configured level, in the order of {@code thickness}; empty where the level is absent
     * @param thickness of {@link fairweather.scoring.score.Thickness}
     */
    public static ParityVariable of(List<Optional<ParityMetrics>> levels, double... thickness) {
        if (levels.size() != thickness.length) {
            throw new IllegalArgumentException(levels.size() + " results for " + thickness.length + " levels");
        }
        if (levels.stream().allMatch(Optional::isEmpty)) {
            return absent();
        }
        Levels skill = Levels.of(MetricName.SKILL_SCORE_CLIMATOLOGY, levels, thickness);
        Levels acc = Levels.of(MetricName.ACC, levels, thickness);
        Levels mse = Levels.of(MetricName.MSE, levels, thickness);
        Levels climatology = Levels.of(MetricName.MSE_CLIMATOLOGY, measured(levels), thickness);
        boolean zeroReference = skill.undefined == Reason.ZERO_REFERENCE_ERROR;
        return new ParityVariable(
                zeroReference ? Metric.none(Reason.ZERO_REFERENCE_ERROR) : skill.orIfNone(),
                acc.undefined == null ? Metric.of(acc.sum) : Metric.none(acc.undefined),
                mse.share > 0 ? Metric.of(Math.sqrt(mse.sum / mse.share)) : Metric.none(mse.undefined),
                relative(mse, climatology),
                zeroReference ? 0 : Math.clamp(skill.sum, 0, 1),
                (acc.sum + acc.share) / 2,
                mse.share);
    }

    /** A variable of which nothing counts. */
    public static ParityVariable absent() {
        Metric none = Metric.none(Reason.ABSENT);
        return new ParityVariable(none, none, none, none, 0, 0, 0);
    }

    private static List<Optional<ParityMetrics>> measured(List<Optional<ParityMetrics>> levels) {
        return levels.stream()
                .map(level -> level.filter(one -> one.get(MetricName.MSE).defined()))
                .toList();
    }

    private static Metric relative(Levels mse, Levels climatology) {
        return climatology.sum > 0 && mse.share > 0
                ? Metric.of(Math.sqrt(mse.sum / climatology.sum))
                : Metric.none(mse.share > 0 ? Reason.ZERO_REFERENCE_ERROR : mse.undefined);
    }

    /**
     * Σ θ x over the levels that have x, their share of θ, and why another level has none.
     *
     * @param undefined null if all levels have it
     */
    private record Levels(double sum, double share, Reason undefined) {
        static Levels of(MetricName name, List<Optional<ParityMetrics>> levels, double[] thickness) {
            double sum = 0;
            double share = 0;
            Reason undefined = null;
            for (int l = 0; l < thickness.length; l++) {
                Metric metric = levels.get(l).map(level -> level.get(name)).orElse(Metric.none(Reason.ABSENT));
                if (metric.defined()) {
                    sum += thickness[l] * metric.value();
                    share += thickness[l];
                } else if (undefined != Reason.ZERO_REFERENCE_ERROR) {
                    undefined = metric.reason();
                }
            }
            return new Levels(sum, share, undefined);
        }

        Metric orIfNone() {
            return share > 0 ? Metric.of(sum) : Metric.none(undefined);
        }
    }
}
