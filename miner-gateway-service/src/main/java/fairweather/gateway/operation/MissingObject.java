package fairweather.gateway.operation;

import fairweather.failure.Failure;
import fairweather.failure.FailureException;

/** A miner answered 404 or 410 for an object of a frozen store. */
public final class MissingObject extends RuntimeException {
    private final transient Failure failure;
    private final int status;

    MissingObject(FailureException meaning, int status) {
        super(meaning.getMessage(), null, false, false);
        this.failure = meaning.failure();
        this.status = status;
    }

    public Failure failure() {
        return failure;
    }

    public int status() {
        return status;
    }
}
