package fairweather.reference.object;

/** How far an answer has come; written by the client's threads, watched by the one that waits. */
final class Reception {
    private final Timing timing;
    private volatile long lastNanos;
    private volatile long received;

    Reception(Timing timing) {
        this.timing = timing;
        this.lastNanos = timing.nanos();
    }

    /** The head, or bytes of the body, have come. */
    void came(long bytes) {
        // One writer: the client hands an answer's pieces on one after the other.
        received = received + bytes;
        lastNanos = timing.nanos();
    }

    long lastNanos() {
        return lastNanos;
    }

    long received() {
        return received;
    }
}
