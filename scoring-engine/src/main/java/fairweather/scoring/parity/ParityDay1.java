package fairweather.scoring.parity;

import fairweather.scoring.score.Day1Score;
import fairweather.scoring.score.ScoreRules;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The Day-1 score of mode parity: what is left out raises the mean of the rest. */
public final class ParityDay1 {
    private ParityDay1() {}

    /**
     * 0.6 mean max(0, skill) + 0.4 mean (acc + 1)/2, each over the fields that have one (the mean of none is 0); at most
     * 0.05 if the clamp sees a copy.
     *
     * @param components of every configured field of the leads that had truth and reference; without any, there is no
     *     score
     */
    public static Day1Score of(List<ParityDay1Component> components) {
        if (components.isEmpty()) {
            return new Day1Score(null, false);
        }
        double skill = mean(components, component -> component.skillScore().defined(), ParityDay1Component::skillTerm);
        double acc = mean(components, component -> component.acc().defined(), ParityDay1Component::accTerm);
        boolean copied = components.stream().anyMatch(ParityDay1Component::copied);
        double value = ScoreRules.DAY1_SKILL_WEIGHT * skill + ScoreRules.DAY1_ACC_WEIGHT * acc;
        return new Day1Score(copied ? Math.min(value, ScoreRules.MOST_FOR_CLONES) : value, copied);
    }

    private static double mean(
            List<ParityDay1Component> components,
            Predicate<ParityDay1Component> has,
            ToDoubleFunction<ParityDay1Component> term) {
        return Mean.of(components.stream().filter(has).toList(), term).orElse(0);
    }
}
