package fairweather.orchestrator.rest;

/** A request that is refused with a status of 4xx or 503 and a plain sentence. */
final class Refusal extends RuntimeException {
    private final int status;

    private Refusal(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    static Refusal badRequest(String detail) {
        return new Refusal(400, detail);
    }

    static Refusal notFound(String detail) {
        return new Refusal(404, detail);
    }

    static Refusal conflict(String detail) {
        return new Refusal(409, detail);
    }

    static Refusal unavailable(String detail) {
        return new Refusal(503, detail);
    }
}
