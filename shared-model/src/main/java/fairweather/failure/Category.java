package fairweather.failure;

import java.util.Locale;

/** What kind of trouble a failure is; the closed vocabulary of step rows, statistics and metrics. */
public enum Category {
    TIMEOUT,
    CONNECTION,
    NOT_FOUND,
    HTTP_4XX,
    HTTP_5XX,
    RATE_LIMITED,
    HANDSHAKE_FAILED,
    REJECTED,
    VERIFICATION_FAILED,
    INFERENCE_ERROR,
    DATA_NOT_READY,
    INVALID_RESPONSE,
    OUT_OF_MEMORY,
    LEASE_EXPIRED,
    ISOLATION_VIOLATION,
    DEREGISTERED,
    DB_ERROR,
    TRUTH_UNAVAILABLE,
    INTERNAL,
    UNKNOWN;

    /** The word stored in the database and shown by the API, for example {@code http_4xx}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
