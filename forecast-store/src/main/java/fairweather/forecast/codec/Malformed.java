package fairweather.forecast.codec;

import fairweather.failure.Code;
import fairweather.failure.FailureException;

/** The two ways in which encoded bytes can be wrong. */
final class Malformed {
    private Malformed() {}

    static FailureException frame(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "a chunk cannot be decoded: " + what);
    }

    static FailureException frame(String what, Throwable cause) {
        return new FailureException(Code.CONTENT_LAYOUT, "a chunk cannot be decoded: " + what, cause);
    }

    static FailureException oversize(long expected) {
        return new FailureException(Code.OVERSIZE, "a chunk decodes to more than its " + expected + " bytes");
    }

    static void exact(int size, int expected) {
        if (size != expected) {
            throw frame("it has " + size + " bytes instead of " + expected);
        }
    }
}
