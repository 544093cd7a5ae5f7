package fairweather.gateway.directory;

/** The caller named a response that does not exist; this says nothing about a miner. */
public final class NoSuchResponse extends RuntimeException {
    public NoSuchResponse(int responseId) {
        super("there is no response " + responseId, null, false, false);
    }
}
