package fairweather.failure;

/** Carries a {@link Failure} up to the edge that turns it into a row or a problem document; some carry what was found. */
public class FailureException extends RuntimeException {
    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.code() + ": " + failure.message());
        this.failure = failure;
    }

    public FailureException(Code code, String message) {
        this(Failure.of(code, message));
    }

    public FailureException(Code code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.failure = Failure.of(code, message);
    }

    public Failure failure() {
        return failure;
    }

    public Code code() {
        return failure.code();
    }
}
