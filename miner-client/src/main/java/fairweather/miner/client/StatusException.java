package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/** A miner answered with an HTTP status other than 200. */
public final class StatusException extends RuntimeException {
    /** The longest Retry-After that is believed. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(600);

    private final transient Failure failure;
    private final int status;
    private final String said;
    private final transient Optional<Duration> retryAfter;

    StatusException(int status, String said, Optional<Duration> retryAfter) {
        super(null, null, false, false);
        this.failure = failureFor(status, said);
        this.status = status;
        this.said = said;
        this.retryAfter = retryAfter;
    }

    public Failure failure() {
        return failure;
    }

    public int status() {
        return status;
    }

    /** How long the miner asks to be left alone, in whole seconds, at most ten minutes. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** True if the miner refused the access token or our identity. */
    public boolean refusesUs() {
        return failure.code() == Code.HTTP_401_403;
    }

    /** True if the miner says that there is no such thing. */
    public boolean missing() {
        return status == 404 || status == 410;
    }

    /** True if the miner says that the object has no such range. */
    public boolean outOfRange() {
        return status == 416;
    }

    /** True if the miner's own words contain this. */
    public boolean says(String words) {
        return said.contains(words);
    }

    @Override
    public String getMessage() {
        return failure.code() + ": " + failure.message();
    }

    private static Failure failureFor(int status, String said) {
        String tail = said.isEmpty() ? "" : ": " + said;
        return switch (status) {
            case 401, 403 -> Failure.of(Code.HTTP_401_403, "the miner refused us with " + status + tail);
            case 429 -> Failure.of(Code.RATE_LIMITED, "the miner asks us to come more slowly" + tail);
            default -> {
                if (status >= 500 && status < 600) {
                    yield Failure.of(Code.HTTP_5XX, "the miner answered " + status + tail);
                }
                if (status >= 400 && status < 500) {
                    yield Failure.of(Code.HTTP_4XX, "the miner answered " + status + tail);
                }
                if (status >= 300 && status < 400) {
                    yield Failure.of(
                            Code.PROTOCOL, "the miner redirects with " + status + "; redirects are not followed");
                }
                yield Failure.of(Code.PROTOCOL, "the miner answered the unexpected status " + status);
            }
        };
    }
}
