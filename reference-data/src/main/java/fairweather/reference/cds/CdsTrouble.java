package fairweather.reference.cds;

import java.time.Duration;

/** Why the API did not do what was asked. The message never tells a secret. */
final class CdsTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    enum Kind {
        /** It certainly has not received what was sent. */
        UNREACHABLE,
        /** It may have received it: no answer, an error of its own, or an answer that is none. */
        UNCLEAR,
        /** Too many requests. */
        LIMITED,
        KEY_REFUSED,
        LICENCE_NOT_ACCEPTED,
        /** There is no such job any more. */
        NO_SUCH_JOB,
        /** It does not want this request. */
        REFUSED
    }

    private final Kind kind;
    private final Duration advice;

    CdsTrouble(Kind kind, String message, Duration advice, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.advice = advice;
    }

    CdsTrouble(Kind kind, String message) {
        this(kind, message, null, null);
    }

    Kind kind() {
        return kind;
    }

    /** How long the provider says to wait, or null. */
    Duration advice() {
        return advice;
    }
}
