package fairweather.scoring.parity;

import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.score.ScoreRules;
import fairweather.scoring.score.VariableLimits;
import java.util.Locale;
import java.util.Optional;

/**
 * One field of the Day-1 score: penalty, then checks, then terms. Bounds are never checked, as in the reference's live
 * path, and neither is coverage.
 *
 * @param qc false if the field is absent, failed a check or is penalised; it decides nothing
 * @param skipped why the field is left out of the score and of the clamp, or null
 * @param skillScore {@code skill_score_gfs} minus the penalty; the score leaves it out if it is not defined
 * @param acc likewise
 * @param penalty γ (1 - D/Δ) if D is below Δ; 0 where there is no Δ
 * @param copied whether the clamp sees a copy of the reference forecast
 */
public record ParityDay1Component(
        boolean qc, Skipped skipped, Metric skillScore, Metric acc, double penalty, boolean copied) {

    /** Why a field is left out. */
    public enum Skipped {
        ABSENT,
        /** A variable that begins with "q" has a value below 0. */
        HUMIDITY,
        /** The raw fields correlate too little with the reference forecast, or not at all. */
        PATTERN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A field of which nothing could be decoded. */
    public static ParityDay1Component missing() {
        return skipped(Skipped.ABSENT, 0);
    }

    /**
     * @param level pressure in hPa, or null
     * @param metrics with a reference forecast
     */
    public static ParityDay1Component of(String variable, Integer level, ParityMetrics metrics) {
        Optional<Double> delta = VariableLimits.cloneDistance(variable, level);
        Metric distance = metrics.get(MetricName.CLONE_DISTANCE);
        boolean comparable = delta.isPresent() && distance.defined();
        double penalty = comparable ? ScoreRules.CLONE_PENALTY * Math.max(0, 1 - distance.value() / delta.get()) : 0;
        boolean copied = comparable && (penalty > 0 || distance.value() < ScoreRules.CLONE_SHARE * delta.get());
        if (variable.startsWith("q") && metrics.sums().get(ParitySum.FORECAST_LEAST) < 0) {
            return skipped(Skipped.HUMIDITY, penalty);
        }
        Metric pattern = metrics.get(MetricName.PATTERN_CORRELATION);
        if (!pattern.defined() || pattern.value() < ScoreRules.LEAST_PATTERN_CORRELATION) {
            return skipped(Skipped.PATTERN, penalty);
        }
        Metric skill = metrics.get(MetricName.SKILL_SCORE_GFS);
        Metric penalised = skill.defined() ? Metric.of(skill.value() - penalty) : skill;
        Metric acc = metrics.get(MetricName.ACC);
        boolean qc = penalty == 0 && penalised.defined() && acc.defined();
        return new ParityDay1Component(qc, null, penalised, acc, penalty, copied);
    }

    private static ParityDay1Component skipped(Skipped why, double penalty) {
        Metric none = Metric.none(Reason.ABSENT);
        return new ParityDay1Component(false, why, none, none, penalty, false);
    }

    /** max(0, skill); it may be above 1 by nothing, since no skill is. */
    double skillTerm() {
        return Math.max(0, skillScore.value());
    }

    double accTerm() {
        return (acc.value() + 1) / 2;
    }
}
