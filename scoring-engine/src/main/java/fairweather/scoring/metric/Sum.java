package fairweather.scoring.metric;

import java.util.Locale;

/** The partial sums of one region, in their stored order; Σw is the sum over V of w·(…), f after gap filling. */
public enum Sum {
    /** Points of the region. */
    N_ALL,
    /** Σw over all points of the region. */
    W_ALL,
    /** Points of V. */
    N,
    /** Σw over V. */
    W,
    /** Gaps. */
    N_GAP,
    /** Σw of the gaps. */
    W_GAP,
    /** Σ d without weights. */
    D_UNWEIGHTED,
    /** The least finite f; {@link Double#MAX_VALUE} if there is none. */
    F_MIN,
    /** The greatest finite f; -{@link Double#MAX_VALUE} if there is none. */
    F_MAX,
    D,
    DD,
    ABS_D,
    A,
    O,
    AA,
    OO,
    AO,
    /** From here on only with a reference forecast. Σw e. */
    E,
    EE,
    AE,
    OE,
    /** Σw (r-t)². */
    HH,
    /** Σw (f-r)² without the gaps. */
    GG,
    /** Points where f = r, without the gaps. */
    N_EQUAL,
    /** Σw of f outside the documented bounds, without the gaps. */
    W_OUT;

    /** How many sums there are without a reference forecast. */
    public static final int WITHOUT_REFERENCE = E.ordinal();

    /** How many sums there are with a reference forecast. */
    public static final int WITH_REFERENCE = values().length;

    /** The name in the score document, for example {@code w_gap}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
