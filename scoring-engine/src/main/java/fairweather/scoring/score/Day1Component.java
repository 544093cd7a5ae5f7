package fairweather.scoring.score;

import static fairweather.scoring.score.ScoreRules.clamp;

import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import java.util.Locale;
import java.util.Optional;

/**
 * One field of the Day-1 score: checks, then penalty, then terms.
 *
 * @param qc false if the field is absent or failed a check; its terms are then 0, the clone test is made all the same
 * @param reason of {@code qc = false}, or null
 * @param skillScore the one that scores: {@code skill_score_gfs} minus the penalty
 * @param penalty γ max(0, 1 - D/Δ); 0 where there is no Δ
 * @param copied whether the field is a copy of the reference forecast: a penalty, or D below Δ/2
 * @param skillTerm clamp(skillScore), {@code accTerm} clamp(acc), undefined counts as 0
 */
public record Day1Component(
        boolean qc,
        Failed reason,
        Metric skillScore,
        double penalty,
        boolean copied,
        double skillTerm,
        double accTerm) {

    /** Why a field failed. */
    public enum Failed {
        ABSENT,
        BOUNDS,
        PATTERN,
        FORECAST_IS_CLIMATOLOGY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A field of which nothing could be decoded. */
    public static Day1Component missing() {
        return new Day1Component(false, Failed.ABSENT, Metric.none(Reason.NO_POINTS), 0, false, 0, 0);
    }

    /**
     * @param level pressure in hPa, or null
     * @param metrics with a reference forecast
     * @param absent whether the field, although decoded, counts as absent ({@link Absence})
     */
    public static Day1Component of(String variable, Integer level, Metrics metrics, boolean absent) {
        Optional<Double> delta = VariableLimits.cloneDistance(variable, level);
        Metric distance = metrics.get(MetricName.CLONE_DISTANCE);
        boolean comparable = delta.isPresent() && distance.defined();
        double penalty = comparable ? ScoreRules.CLONE_PENALTY * Math.max(0, 1 - distance.value() / delta.get()) : 0;
        boolean copied = comparable && (penalty > 0 || distance.value() < ScoreRules.CLONE_SHARE * delta.get());
        Metric skill = metrics.get(MetricName.SKILL_SCORE_GFS);
        Metric penalised = skill.defined() ? Metric.of(skill.value() - penalty) : skill;

        Failed reason = absent ? Failed.ABSENT : check(metrics);
        if (reason != null) {
            return new Day1Component(false, reason, penalised, penalty, copied, 0, 0);
        }
        boolean perfect = metrics.get(MetricName.MSE).orElse(1) == 0;
        double accTerm = perfect ? 1 : clamp(metrics.get(MetricName.ACC).orElse(0));
        double skillTerm = clamp(penalised.orElse(0));
        return new Day1Component(true, null, penalised, penalty, copied, skillTerm, accTerm);
    }

    private static Failed check(Metrics metrics) {
        if (metrics.get(MetricName.SHARE_OUT_OF_BOUNDS).orElse(0) > ScoreRules.MOST_OUT_OF_BOUNDS) {
            return Failed.BOUNDS;
        }
        Metric pattern = metrics.get(MetricName.PATTERN_CORRELATION);
        if (!pattern.defined()) {
            return pattern.reason() == Reason.REFERENCE_HAS_NO_PATTERN ? null : Failed.FORECAST_IS_CLIMATOLOGY;
        }
        return pattern.value() < ScoreRules.LEAST_PATTERN_CORRELATION ? Failed.PATTERN : null;
    }
}
