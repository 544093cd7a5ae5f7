package fairweather.scoring.parity;

import fairweather.scoring.score.ScoreRules;
import java.util.List;
import java.util.OptionalDouble;

/** The score of one ERA5 lead in mode parity. */
public final class ParityLead {
    private ParityLead() {}

    /**
     * From 0 to 1.
     *
     * @param variables every configured one, in the configured order
     */
    public static double of(List<ParityVariable> variables) {
        return blend(
                Mean.of(variables, ParityVariable::skillTerm),
                Mean.of(variables, ParityVariable::accTerm),
                rmse(variables));
    }

    /** 0.6, 0.3, 0.1; without an RMSE 0.6 and 0.4; a term alone is the score; without any, 0. */
    static double blend(OptionalDouble skill, OptionalDouble acc, OptionalDouble rmse) {
        double score;
        if (skill.isPresent() && acc.isPresent()) {
            score = rmse.isPresent()
                    ? ScoreRules.LEAD_SKILL_WEIGHT * skill.getAsDouble()
                            + ScoreRules.LEAD_ACC_WEIGHT * acc.getAsDouble()
                            + ScoreRules.LEAD_RMSE_WEIGHT * rmse.getAsDouble()
                    : ScoreRules.LEAD_SKILL_WEIGHT * skill.getAsDouble()
                            + (1 - ScoreRules.LEAD_SKILL_WEIGHT) * acc.getAsDouble();
        } else {
            score = skill.orElse(acc.orElse(rmse.orElse(0)));
        }
        return Math.clamp(score, 0, 1);
    }

    /**
     * The mean of 1/(1 + e/median), where the median is that of this forecast's own errors, whatever their units: it
     * says how they differ from one another, and nothing of how large they are.
     */
    private static OptionalDouble rmse(List<ParityVariable> variables) {
        double[] errors = variables.stream()
                .filter(variable -> variable.rmse().defined())
                .mapToDouble(variable -> variable.rmse().value())
                .sorted()
                .toArray();
        if (errors.length == 0) {
            return OptionalDouble.empty();
        }
        double median = errors[errors.length / 2];
        return Mean.of(variables, variable -> variable.rmseShare() / (1 + ratio(variable, median)));
    }

    private static double ratio(ParityVariable variable, double median) {
        return median > 0 ? variable.rmse().orElse(0) / median : 1;
    }
}
