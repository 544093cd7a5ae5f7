package fairweather.forecast.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Lets each nonce of a sender pass once, and only within two minutes of its time. Bounded: a nonce is forgotten when
 * its time alone would refuse it, and when the set is full nothing passes (it fails closed). Thread-safe.
 */
public final class NonceWindow {
    public static final Duration DEFAULT_TOLERANCE = Duration.ofSeconds(120);
    public static final int DEFAULT_CAPACITY = 100_000;

    /** What became of a nonce; only ACCEPTED lets the request in. */
    public enum Verdict {
        ACCEPTED,
        OUTSIDE_WINDOW,
        USED,
        FULL
    }

    private record Seen(Instant time, String key) {}

    private final InstantSource clock;
    private final Duration tolerance;
    private final int capacity;
    private final Set<String> used = new HashSet<>();
    private final PriorityQueue<Seen> oldestFirst = new PriorityQueue<>(Comparator.comparing(Seen::time));

    public NonceWindow(InstantSource clock) {
        this(clock, DEFAULT_TOLERANCE, DEFAULT_CAPACITY);
    }

    public NonceWindow(InstantSource clock, Duration tolerance, int capacity) {
        this.clock = clock;
        this.tolerance = tolerance;
        this.capacity = capacity;
    }

    /** Uses the nonce up, if it is accepted. To be asked after the signature, so that strangers cannot fill the set. */
    public synchronized Verdict use(String sender, Nonce nonce) {
        Instant now = clock.instant();
        while (!oldestFirst.isEmpty() && expired(oldestFirst.peek().time(), now)) {
            used.remove(oldestFirst.poll().key());
        }
        if (expired(nonce.time(), now) || nonce.time().isAfter(now.plus(tolerance))) {
            return Verdict.OUTSIDE_WINDOW;
        }
        String key = sender + ":" + nonce.text();
        if (used.contains(key)) {
            return Verdict.USED;
        }
        if (used.size() >= capacity) {
            return Verdict.FULL;
        }
        used.add(key);
        oldestFirst.add(new Seen(nonce.time(), key));
        return Verdict.ACCEPTED;
    }

    public synchronized int size() {
        return used.size();
    }

    private boolean expired(Instant time, Instant now) {
        return time.plus(tolerance).isBefore(now);
    }
}
