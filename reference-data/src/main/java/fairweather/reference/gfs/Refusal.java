package fairweather.reference.gfs;

/** Why a mirror's file does not give the fields that were asked of it. The message is for an operator. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    enum Kind {
        /** The mirror has no such file. */
        ABSENT,
        /** There, but not whole, or the index and the data are not of one state. */
        UNFINISHED,
        /** The mirror cannot be asked. */
        TROUBLE,
        /** The object changed while it was read. */
        REPLACED,
        /** A whole message that is not what the index says, or cannot be unpacked. */
        CONTRADICTION
    }

    private final Kind kind;

    Refusal(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Refusal(Kind kind, String message) {
        this(kind, message, null);
    }

    Kind kind() {
        return kind;
    }
}
