package fairweather.forecast.signature;

/** Somebody with a hotkey. */
public interface Signer {
    /** The SS58 address of the public key. */
    String address();

    /** The 64 bytes of the signature over exactly these bytes. */
    byte[] sign(byte[] message);
}
