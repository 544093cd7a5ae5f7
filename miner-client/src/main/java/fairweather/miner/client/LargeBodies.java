package fairweather.miner.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The turns of bodies that are kept whole and are larger than an honest one is: a manifest of the usual forecast has a
 * quarter of a mebibyte, and may have sixteen. Many of those at once would take all memory, so that two are kept at a time.
 */
final class LargeBodies {
    /** From so many bytes on a body needs a turn. */
    static final int FROM = 1 << 20;

    private static final int AT_ONCE = 2;

    private final Slots slots;

    LargeBodies(Vertx vertx) {
        this.slots = new Slots(vertx, AT_ONCE, "too many large answers of miners are already being read");
    }

    /** As {@link Slots#acquire}. */
    Future<Slots.Permit> turn(Duration patience) {
        return slots.acquire(this, patience);
    }
}
