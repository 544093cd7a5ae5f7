package fairweather.simulator.miner;

import fairweather.simulator.protocol.Reply;

/** What a mailbox makes of a call. */
sealed interface Letter {
    /** The call is not to be listened to. */
    record Refused(Reply reply) implements Letter {}

    /**
     * A call of some validator to this miner, made for the first time.
     *
     * @param body the JSON text
     * @param nonce of the call
     */
    record Opened(byte[] body, String nonce) implements Letter {}
}
