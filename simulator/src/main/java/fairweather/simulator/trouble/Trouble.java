package fairweather.simulator.trouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.store.StoreShape;
import fairweather.simulator.store.Tampering;
import java.time.Duration;
import java.util.Optional;

/**
 * One knob that makes a miner misbehave. Each method is a point where a miner can go wrong, and its default is what a good
 * miner does there; a knob overrides the points it means. A new knob is a new constant of the enum it belongs to.
 */
public sealed interface Trouble permits NoTrouble, WireTrouble, TalkTrouble, ContentTrouble, FreezeTrouble {

    /** Life of an access token of a good miner. */
    Duration TOKEN_LIFE = Duration.ofMinutes(120);

    /** The knob's name in fleet files and logs, for example {@code never-ready}. */
    String knob();

    /** False if nothing listens on the registered port. */
    default boolean listens() {
        return true;
    }

    /** The reply sent in place of the right one; empty: the right one. */
    default Optional<Reply> instead(Exchange exchange) {
        return Optional.empty();
    }

    /**
     * The status word of a poll.
     *
     * @param poll counts the polls of this job from 1
     * @param usual how many polls a good miner with this uid answers with {@code processing}
     */
    default String pollWord(int poll, int usual) {
        return poll > usual ? MinerWords.COMPLETED : MinerWords.PROCESSING;
    }

    /** May change the JSON of a reply before it is sent. */
    default void adjust(Exchange exchange, ObjectNode reply) {}

    default Duration tokenLife() {
        return TOKEN_LIFE;
    }

    /** What the store looks like and holds. */
    default StoreShape shape() {
        return StoreShape.PLAIN;
    }

    /** What is done to the bytes after the manifest was made from them, or to the manifest itself. */
    default Tampering tampering() {
        return Tampering.NONE;
    }

    /**
     * A request to a miner that misbehaves.
     *
     * @param hotkey the miner's own address
     * @param jobId of the job asked about; null if the request names none
     * @param count how often this kind was asked of this miner, this one included
     */
    record Exchange(RequestKind kind, String hotkey, String jobId, long count) {}
}
