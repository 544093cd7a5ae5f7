package fairweather.run;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the skill of a variable's levels is joined in mode strict; the word stands in the run's configuration. */
public enum LevelRule {
    /** One minus the ratio of the mean errors of all levels: a bad level costs as much as its error weighs. */
    POOLED("pooled"),
    /** The mean of the levels' skills, each between 0 and 1: a bad level costs no more than its own share. */
    CLAMPED_MEAN("clamped-mean");

    private final String word;

    LevelRule(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException for a word that is no rule */
    public static LevelRule of(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("level_rule must be one of " + words() + ", not " + word));
    }

    private static String words() {
        return Arrays.stream(values()).map(LevelRule::word).collect(Collectors.joining(", "));
    }
}
