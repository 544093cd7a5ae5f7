package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many calls at once per place, first come, first served. The time spent waiting here is our own queue and is
 * never held against a miner.
 */
final class Slots {
    private record Waiting(Promise<Permit> promise, Context context) {}

    private static final class Usage {
        private int taken;
        private final Deque<Waiting> queue = new ArrayDeque<>();
    }

    private final Vertx vertx;
    private final int perPlace;
    private final String crowded;
    private final Map<Object, Usage> usages = new HashMap<>();

    /** @param crowded what is said to whom there was no room for in time */
    Slots(Vertx vertx, int perPlace, String crowded) {
        this.vertx = vertx;
        this.perPlace = perPlace;
        this.crowded = crowded;
    }

    /** A permit that has to be given back once; giving it back again does nothing. */
    interface Permit {
        void giveBack();
    }

    private final class Slot implements Permit {
        private final Object place;
        private boolean returned;

        private Slot(Object place) {
            this.place = place;
        }

        @Override
        public void giveBack() {
            handOver(this);
        }
    }

    /**
     * Must be called on a Vert.x context; the future completes on it. Fails with VALIDATOR_INTERNAL.
     *
     * @param patience the longest wait
     */
    Future<Permit> acquire(Object place, Duration patience) {
        Waiting waiting = new Waiting(Promise.promise(), vertx.getOrCreateContext());
        synchronized (this) {
            Usage usage = usages.computeIfAbsent(place, unused -> new Usage());
            if (usage.taken < perPlace) {
                usage.taken++;
                return Future.succeededFuture(new Slot(place));
            }
            usage.queue.addLast(waiting);
        }
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), fired -> giveUp(place, waiting));
        return waiting.promise().future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void giveUp(Object place, Waiting waiting) {
        boolean stillWaiting;
        synchronized (this) {
            Usage usage = usages.get(place);
            stillWaiting = usage != null && usage.queue.remove(waiting);
        }
        if (stillWaiting) {
            waiting.promise().fail(new FailureException(Code.VALIDATOR_INTERNAL, crowded));
        }
    }

    private void handOver(Slot permit) {
        Waiting next;
        synchronized (this) {
            if (permit.returned) {
                return;
            }
            permit.returned = true;
            Usage usage = usages.get(permit.place);
            next = usage.queue.pollFirst();
            if (next == null && --usage.taken == 0) {
                usages.remove(permit.place);
            }
        }
        if (next != null) {
            Waiting chosen = next;
            chosen.context().runOnContext(go -> chosen.promise().complete(new Slot(permit.place)));
        }
    }
}
