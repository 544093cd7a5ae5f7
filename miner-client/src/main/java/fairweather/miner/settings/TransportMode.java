package fairweather.miner.settings;

/** How questions to miners are signed and wrapped; one for the whole network. */
public enum TransportMode {
    /** Plain JSON under a signature that covers method, path, body and both parties. */
    DIRECT,
    /** What the miners of the network in the field speak: a key exchange, and bodies encrypted with its key. */
    FIBER
}
