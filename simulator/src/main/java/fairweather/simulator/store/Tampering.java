package fairweather.simulator.store;

/** How a store breaks what it has promised; {@link PublishedStore} carries it out. */
public enum Tampering {
    NONE,
    /** From the first GET of a data chunk on, one chunk is another valid, newly encoded field. */
    CHUNK_CHANGED,
    /** From the first GET of a data chunk on, the same chunk answers 404. */
    CHUNK_REMOVED,
    /** The same chunk is served but not in the manifest. */
    CHUNK_UNLISTED,
    /** The signature is 64 bytes that do not verify. */
    BAD_SIGNATURE,
    /** The manifest names, and is signed by, somebody else. */
    FOREIGN_SIGNER
}
