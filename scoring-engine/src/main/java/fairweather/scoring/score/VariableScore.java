package fairweather.scoring.score;

import static fairweather.scoring.score.ScoreRules.clamp;

import fairweather.run.LevelRule;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import java.util.List;

/**
 * A variable at one lead: its levels joined, and the three terms of the lead score. Skill is a ratio of mean errors (by
 * {@link LevelRule#CLAMPED_MEAN} a mean of skills), ACC a mean of correlations (a pooled covariance could be steered by
 * scaling the levels that correlate best).
 *
 * @param skill 1 - MSE_v/MSEc_v, unclamped; by the other rule Σ θ_l clamp(skill_l)
 * @param rrmse √(MSE_v/MSEc_v)
 * @param acc Σ θ_l acc_l
 * @param skillTerm clamp(skill), {@code accTerm} clamp(acc), {@code rmseTerm} P/(1 + rrmse)
 * @param presentShare P, the share of θ that is not absent
 */
public record VariableScore(
        Metric skill,
        Metric rrmse,
        double acc,
        double skillTerm,
        double accTerm,
        double rmseTerm,
        double presentShare) {

    /** By the rule that is the default, {@link LevelRule#POOLED}. */
    public static VariableScore of(List<LevelResult> levels, double... thickness) {
        return of(LevelRule.POOLED, levels, thickness);
    }

    /**
     * @param levels one result per configured level, in the order of {@code thickness}
     * @param thickness of {@link Thickness}
     */
    public static VariableScore of(LevelRule rule, List<LevelResult> levels, double... thickness) {
        if (levels.size() != thickness.length) {
            throw new IllegalArgumentException(levels.size() + " results for " + thickness.length + " levels");
        }
        double present = 0;
        double mse = 0;
        double mseClimatology = 0;
        double acc = 0;
        double clampedSkill = 0;
        for (int l = 0; l < thickness.length; l++) {
            LevelResult level = levels.get(l);
            present += level.present() ? thickness[l] : 0;
            mse += thickness[l] * level.mse();
            mseClimatology += thickness[l] * level.mseClimatology();
            acc += thickness[l] * level.acc();
            clampedSkill += thickness[l] * level.clampedSkill();
        }
        if (present == 0) {
            return absent();
        }
        if (mse == 0) {
            return new VariableScore(Metric.of(1), Metric.of(0), acc, present, present, present, present);
        }
        if (mseClimatology == 0) {
            Metric none = Metric.none(Reason.ZERO_REFERENCE_ERROR);
            return new VariableScore(none, none, acc, 0, clamp(acc), 0, present);
        }
        double ratio = mse / mseClimatology;
        double rrmse = Math.sqrt(ratio);
        double skill = switch (rule) {
            case POOLED -> 1 - ratio;
            case CLAMPED_MEAN -> clampedSkill;
        };
        return new VariableScore(
                Metric.of(skill), Metric.of(rrmse), acc, clamp(skill), clamp(acc), present / (1 + rrmse), present);
    }

    /** A variable of which every configured level is absent: it adds 0. */
    public static VariableScore absent() {
        Metric none = Metric.none(Reason.ABSENT);
        return new VariableScore(none, none, 0, 0, 0, 0, 0);
    }

    /** A surface variable, or one with a single level. */
    public static VariableScore of(LevelResult level) {
        return of(List.of(level), 1);
    }

    /** What the variable adds to the lead score before the division by the number of configured variables. */
    public double contribution() {
        return ScoreRules.LEAD_SKILL_WEIGHT * skillTerm
                + ScoreRules.LEAD_ACC_WEIGHT * accTerm
                + ScoreRules.LEAD_RMSE_WEIGHT * rmseTerm;
    }
}
