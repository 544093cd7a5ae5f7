package fairweather.miner.client;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * The turn of an undertaking that keeps large bodies: taken when the first of them becomes large, and kept until the
 * undertaking ends, since the bytes stay in memory while the miner is waited for again. It has no second one, so that none
 * waits for a turn while it has one. Thread-safe.
 */
public final class Turn {
    private Slots.Permit permit;
    private boolean over;

    /** Completes when it is there, at once if it has been taken before; fails as {@link LargeBodies#turn}. */
    Future<Void> take(LargeBodies large, Duration patience) {
        return taken() ? Future.succeededFuture() : large.turn(patience).map(this::keep);
    }

    private synchronized boolean taken() {
        return permit != null;
    }

    private synchronized Void keep(Slots.Permit given) {
        if (over) {
            given.giveBack();
        } else {
            permit = given;
        }
        return null;
    }

    /** The bytes are not needed any more. */
    public synchronized void end() {
        over = true;
        if (permit != null) {
            permit.giveBack();
        }
    }
}
