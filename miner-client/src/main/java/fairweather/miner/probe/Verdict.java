package fairweather.miner.probe;

/** How a phase ended. */
public enum Verdict {
    GOOD("ok"),
    /** Nothing is wrong, but the miner has no finished forecast to show. */
    WAITING("waiting"),
    FAILED("FAILED"),
    /** A phase before it did not end well. */
    NOT_REACHED("not reached");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
