package fairweather.simulator.miner;

import fairweather.simulator.protocol.Request;

/** Decides which calls a miner listens to, and unwraps them. Remembers nonces; safe for use by several threads. */
interface Mailbox {
    Letter open(Request request);
}
