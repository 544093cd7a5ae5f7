package fairweather.reference.object;

/** Why an object cannot be had now, though it may be there. The message names the store and the key, never a secret. */
public final class ObjectTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is the matter. */
    public enum Kind {
        /** No connection, it broke off again and again, or the server failed again and again (5xx). */
        UNREACHABLE,
        /** Nothing came for too long. */
        STALLED,
        /** Asked to come back later, longer than is waited here. */
        RATE_LIMITED,
        /** 401 or 403. */
        DENIED,
        /** Any other answer that is not the object, a range beyond the object's end, or a key that names none. */
        REFUSED,
        /** The object is in another state than the one asked for. */
        CHANGED,
        /** Fewer bytes than announced. */
        TRUNCATED,
        /** A range was asked for and the whole was answered, or another range. */
        NO_RANGES,
        /** Larger than it may be. */
        OVERSIZE;

        /** Whether it is the host's or the connection's fault, so that other objects fare no better now. */
        public boolean ofTheHost() {
            return switch (this) {
                case UNREACHABLE, STALLED, RATE_LIMITED -> true;
                case DENIED, REFUSED, CHANGED, TRUNCATED, NO_RANGES, OVERSIZE -> false;
            };
        }

        /** Whether the same question may have a better answer soon. */
        boolean passing() {
            return switch (this) {
                case UNREACHABLE, STALLED, RATE_LIMITED, TRUNCATED -> true;
                case DENIED, REFUSED, CHANGED, NO_RANGES, OVERSIZE -> false;
            };
        }
    }

    private final Kind kind;

    public ObjectTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public ObjectTrouble(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
