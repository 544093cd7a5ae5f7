package fairweather.check.conformance;

/**
 * What a check came to.
 *
 * @param seen in plain words
 */
public record Finding(Outcome outcome, String seen) {
    /** How a check ends. */
    public enum Outcome {
        PASSED("pass"),
        FAILED("FAIL"),
        /** What it needs was not there; the rule that found this missing says why. */
        SKIPPED("skipped");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static Finding passed(String seen) {
        return new Finding(Outcome.PASSED, seen);
    }

    public static Finding failed(String seen) {
        return new Finding(Outcome.FAILED, seen);
    }

    public static Finding skipped(String why) {
        return new Finding(Outcome.SKIPPED, why);
    }

    /** Passed or failed with the same words. */
    public static Finding of(boolean passed, String seen) {
        return passed ? passed(seen) : failed(seen);
    }
}
