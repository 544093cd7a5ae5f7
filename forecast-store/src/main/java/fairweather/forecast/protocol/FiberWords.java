package fairweather.forecast.protocol;

/** Paths, fields and words of the fiber transport's key exchange. */
public final class FiberWords {
    public static final String PATH_PUBLIC_KEY = "/public-encryption-key";
    public static final String PATH_EXCHANGE = "/exchange-symmetric-key";

    public static final String PUBLIC_KEY = "public_key";
    public static final String TIMESTAMP = "timestamp";
    public static final String ENCRYPTED_SYMMETRIC_KEY = "encrypted_symmetric_key";
    public static final String NONCE = "nonce";

    /** Part of the text by which a miner says that it does not know the session key. */
    public static final String NO_SESSION_KEY = "No symmetric key found";

    private FiberWords() {}
}
