package fairweather.scoring.parity;

/** What mode parity has of its own; the weights, the clone rules and the least coverage are those of strict. */
public final class ParityRules {
    /** The word stored with every score made by these rules. */
    public static final String MODE = "parity";

    public static final int VERSION = 1;

    private ParityRules() {}
}
