package fairweather.deploy;

/** The demonstration cannot go on; the message is a sentence for whoever started it. */
public final class DemonstrationFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemonstrationFailed(String message) {
        super(message);
    }

    public DemonstrationFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
