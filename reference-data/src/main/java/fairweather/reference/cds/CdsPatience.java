package fairweather.reference.cds;

import java.time.Duration;

/** How long is waited before what, and how much is accepted. */
final class CdsPatience {
    /** Each step takes less, or extends its hold. */
    static final Duration HOLD = Duration.ofMinutes(10);

    /** The longest that one exchange with the API may take; far less than {@link #HOLD}. */
    static final Duration EXCHANGE = Duration.ofSeconds(60);

    static final Duration CONNECT = Duration.ofSeconds(10);

    /** Bytes of an answer of the API. */
    static final int MOST_ANSWER_BYTES = 1 << 20;

    /** Bytes of a result: all our fields at a quarter of a degree have 140 million. */
    static final long MOST_RESULT_BYTES = 1L << 30;

    /** Bytes of one message: a field of a quarter of a degree has 2 million. */
    static final int MOST_MESSAGE_BYTES = 64 << 20;

    /** Bytes of a result that are asked for at once. */
    static final int PIECE_BYTES = 4 << 20;

    /** A result that did not arrive whole so often is asked for anew. */
    static final int MOST_SPOILT_DOWNLOADS = 3;

    /** An operator who mends the key or accepts the licence need not wait long. */
    static final Duration AFTER_MISCONFIGURATION = Duration.ofMinutes(1);

    /** The provider does not answer, or not as it should. */
    static final Duration AFTER_SILENCE = Duration.ofMinutes(1);

    private static final Duration LONGEST_ADVICE = Duration.ofHours(1);
    private static final Duration LIMITED = Duration.ofMinutes(2);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(120);
    private static final double LOOK_GROWTH = 1.5;
    private static final Duration FIRST_REFUSAL = Duration.ofMinutes(15);
    private static final Duration LONGEST_REFUSAL = Duration.ofHours(6);
    private static final Duration FIRST_SPOILT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 20;

    private CdsPatience() {}

    /** Before a job is looked at that was looked at so often: 1 s, 1.5 s, 2.25 s and so on up to 120 s. */
    static Duration beforeLook(int looks) {
        double millis = FIRST_LOOK.toMillis() * StrictMath.pow(LOOK_GROWTH, looks);
        return millis < LONGEST_LOOK.toMillis() ? Duration.ofMillis((long) millis) : LONGEST_LOOK;
    }

    /** Before a request is submitted again that came to nothing so often in a row: 15 min, doubling up to 6 h. */
    static Duration afterRefusals(int refusals) {
        return shorter(doubled(FIRST_REFUSAL, refusals), LONGEST_REFUSAL);
    }

    static Duration afterSpoiltDownloads(int downloads) {
        return doubled(FIRST_SPOILT, downloads);
    }

    /** @param advice of the provider how long to wait, or null */
    static Duration whenLimited(Duration advice) {
        return advice == null || advice.compareTo(FIRST_LOOK) < 0 ? LIMITED : shorter(advice, LONGEST_ADVICE);
    }

    private static Duration doubled(Duration first, int times) {
        return first.multipliedBy(1L << Math.min(Math.max(times - 1, 0), MOST_DOUBLINGS));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
