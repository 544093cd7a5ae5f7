package fairweather.miner.probe;

/** What a probe does, in this order; each needs the ones before it. */
public enum Phase {
    ADDRESS("address"),
    CONNECTION("connection"),
    KEY_EXCHANGE("key exchange"),
    JOB("job"),
    ACCESS("access"),
    MANIFEST("manifest"),
    SIGNATURE("signature"),
    METADATA("metadata"),
    CHUNK("chunk");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
