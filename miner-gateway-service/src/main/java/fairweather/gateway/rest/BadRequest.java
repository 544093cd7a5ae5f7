package fairweather.gateway.rest;

/** The caller's request is malformed. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message, null, false, false);
    }
}
