package fairweather.job;

import java.util.Locale;

/** Why a job that is due would not be claimed; the first that applies is told. */
public enum Obstacle {
    /** A hold matches it. */
    HELD,
    /** Another job of its miner runs in the same service, or goes first. */
    MINER_BUSY,
    /** As many as may converse with the miner's host do, or go first. */
    HOST_AT_LIMIT,
    /** The miner's host has been spoken to too recently. */
    HOST_PACED,
    /** As many of its type run as may. */
    TYPE_AT_LIMIT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Obstacle of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
