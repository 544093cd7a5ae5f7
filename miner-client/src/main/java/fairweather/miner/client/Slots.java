package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.egress.Destination;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many calls at once per address, first come, first served. The time spent waiting here is our own queue and is
 * never held against a miner.
 */
final class Slots {
    private record Place(InetAddress address, int port) {}

    private record Waiting(Promise<Permit> promise, Context context) {}

    private static final class Usage {
        private int taken;
        private final Deque<Waiting> queue = new ArrayDeque<>();
    }

    private final Vertx vertx;
    private final int perAddress;
    private final Map<Place, Usage> usages = new HashMap<>();

    Slots(Vertx vertx, int perAddress) {
        this.vertx = vertx;
        this.perAddress = perAddress;
    }

    /** A permit that has to be given back once; giving it back again does nothing. */
    final class Permit {
        private final Place place;
        private boolean returned;

        private Permit(Place place) {
            this.place = place;
        }

        void giveBack() {
            handOver(this);
        }
    }

    /**
     * Must be called on a Vert.x context; the future completes on it. Fails with VALIDATOR_INTERNAL.
     *
     * @param patience the longest wait
     */
    Future<Permit> acquire(Destination destination, Duration patience) {
        Place place = new Place(destination.address(), destination.port());
        Waiting waiting = new Waiting(Promise.promise(), vertx.getOrCreateContext());
        synchronized (this) {
            Usage usage = usages.computeIfAbsent(place, unused -> new Usage());
            if (usage.taken < perAddress) {
                usage.taken++;
                return Future.succeededFuture(new Permit(place));
            }
            usage.queue.addLast(waiting);
        }
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), fired -> giveUp(place, waiting));
        return waiting.promise().future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void giveUp(Place place, Waiting waiting) {
        boolean stillWaiting;
        synchronized (this) {
            Usage usage = usages.get(place);
            stillWaiting = usage != null && usage.queue.remove(waiting);
        }
        if (stillWaiting) {
            waiting.promise()
                    .fail(new FailureException(
                            Code.VALIDATOR_INTERNAL, "too many calls to this miner are already under way"));
        }
    }

    private void handOver(Permit permit) {
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
            chosen.context().runOnContext(go -> chosen.promise().complete(new Permit(permit.place)));
        }
    }
}
