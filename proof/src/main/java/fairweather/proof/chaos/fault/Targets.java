package fairweather.proof.chaos.fault;

import fairweather.database.Sockets;
import java.time.Duration;

/** What recovery may take. */
final class Targets {
    /** A lease (30 s) and a look of the reaper (5 s). */
    static final Duration ELSEWHERE = Duration.ofSeconds(35);

    /** From when the database, or what kept from it, is there again. */
    static final Duration WORKING_AGAIN = Duration.ofSeconds(15);

    /** For a connection that passes nothing and is not closed. */
    static final Duration SILENCE = Sockets.SILENCE.multipliedBy(2);

    /** How much longer than its target something is waited for, so that a miss is measured and not cut off. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Targets() {}
}
