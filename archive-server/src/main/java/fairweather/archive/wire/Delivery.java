package fairweather.archive.wire;

/** How an answer goes out. */
public enum Delivery {
    HONEST,
    /** The head and half of the announced body, then the connection is closed. */
    HALF,
    /** The head, then byte after byte with a pause between them. */
    DRIP,
    /** Nothing: the connection is reset. */
    DROPPED
}
