package fairweather.gateway.directory;

/** No slot has this uid. */
public final class NoSuchMiner extends RuntimeException {
    public NoSuchMiner(int uid) {
        super("there is no miner in slot " + uid, null, false, false);
    }
}
