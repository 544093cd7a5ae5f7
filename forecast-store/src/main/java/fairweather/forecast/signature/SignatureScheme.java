package fairweather.forecast.signature;

/** How a signature is checked against an address. */
public interface SignatureScheme {
    /** The name in the configuration, for example {@code ed25519}. */
    String id();

    /** True if the signature over these bytes was made by the holder of the address; false for anything malformed. */
    boolean verify(String address, byte[] message, byte[] signature);
}
