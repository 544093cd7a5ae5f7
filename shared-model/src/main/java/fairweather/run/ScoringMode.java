package fairweather.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose rules a run is scored by; the word stands in the run's configuration and in every score row. */
public enum ScoringMode {
    /** The scoring document made exact; the default. */
    STRICT,
    /** The numbers that the reference system's code makes, without its failures. */
    PARITY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is no mode */
    public static ScoringMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode must be one of " + words() + ", not " + word));
    }

    private static String words() {
        return Arrays.stream(values()).map(ScoringMode::word).collect(Collectors.joining(", "));
    }
}
