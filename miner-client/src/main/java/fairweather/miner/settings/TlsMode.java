package fairweather.miner.settings;

/** How a miner's certificate is judged. Data is bound to a hotkey by signatures, not by certificates. */
public enum TlsMode {
    /** The usual check against the certificate authorities of the system, host name included. */
    SYSTEM,
    /** The first certificate key seen of a hotkey is remembered; another one is refused. */
    PIN,
    /** Any certificate; what miners with self-signed certificates need. */
    INSECURE
}
