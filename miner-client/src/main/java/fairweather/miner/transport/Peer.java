package fairweather.miner.transport;

import fairweather.miner.egress.Destination;

/** A miner at one of its addresses; with the fiber transport each has a session key of its own. */
public record Peer(String hotkey, Destination destination) {}
