package fairweather.scoring.score;

import fairweather.score.OverallScore;
import java.util.List;

/**
 * The Day-1 score: a gate, not a ranking.
 *
 * @param value from 0 to 1, or null if no configured field had truth and reference
 * @param copied whether a field was a copy of the reference forecast, which limits the value to 0.05
 */
public record Day1Score(Double value, boolean copied) {

    /**
     * 0.6 Σ skill/M + 0.4 Σ acc/M.
     *
     * @param components in the configured order; a field may be left out only where {@link Day1Component#missing()}
     *     would stand
     * @param fields M: configured fields times the leads that had truth and reference
     */
    public static Day1Score of(List<Day1Component> components, int fields) {
        if (components.size() > fields) {
            throw new IllegalArgumentException(components.size() + " of " + fields + " fields");
        }
        if (fields == 0) {
            return new Day1Score(null, false);
        }
        double skill = 0;
        double acc = 0;
        boolean copied = false;
        for (Day1Component component : components) {
            skill += component.skillTerm();
            acc += component.accTerm();
            copied |= component.copied();
        }
        double value = ScoreRules.DAY1_SKILL_WEIGHT * skill / fields + ScoreRules.DAY1_ACC_WEIGHT * acc / fields;
        return new Day1Score(copied ? Math.min(value, ScoreRules.MOST_FOR_CLONES) : value, copied);
    }

    /** day1_pass: whether the score reaches 0.1; a score that is null does not. */
    public boolean passed() {
        return OverallScore.passed(value);
    }
}
