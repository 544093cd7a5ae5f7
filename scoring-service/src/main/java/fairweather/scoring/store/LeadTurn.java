package fairweather.scoring.store;

import java.time.Instant;

/**
 * What is to be done about one lead of a response now.
 *
 * @param until for {@link Turn#WAIT}: when to look again; else null
 */
public record LeadTurn(int leadHours, Turn turn, Instant until) {
    /** The ways a lead can stand. */
    public enum Turn {
        /** Scored or failed for good, or ended by the fold since its truth will never be known. */
        CLOSED,
        /** Due, with a truth, and not waiting for a retry. */
        SCORE,
        /** Not due, without a truth yet, or waiting for a retry. */
        WAIT
    }
}
