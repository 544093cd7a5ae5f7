package fairweather.simulator.trouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.store.StoreShape;
import fairweather.simulator.store.Tampering;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One knob that makes a miner misbehave. Each method is a point where a miner can go wrong, and its default is what a good
 * miner does there; a knob overrides the points it means. A new knob is a new constant of the enum it belongs to.
 */
public sealed interface Trouble
        permits NoTrouble,
                DoorTrouble,
                WireTrouble,
                HeadTrouble,
                FramingTrouble,
                JsonTrouble,
                TalkTrouble,
                AccessTrouble,
                FreezeTrouble,
                ManifestTrouble,
                ObjectTrouble,
                ContentTrouble {

    /** Life of an access token of a good miner. */
    Duration TOKEN_LIFE = Duration.ofMinutes(120);

    /** The knob's name in fleet files and logs, for example {@code never-ready}. */
    String knob();

    /** What meets whoever connects to the registered port. */
    default Door door() {
        return Door.OPEN;
    }

    /** Where the miner says it is reached, given where it listens. */
    default InetSocketAddress posted(InetSocketAddress listening) {
        return listening;
    }

    /** How many polls are answered {@code processing}, given how many a good miner with this uid answers so. */
    default int processingPolls(int usual) {
        return usual;
    }

    /** The reply to a signed call sent in place of the right one; empty: the right one. */
    default Optional<Reply> instead(Exchange exchange) {
        return Optional.empty();
    }

    /** The last word on a reply with status 200, to a signed call or to the read of an object. */
    default Reply sent(Exchange exchange, Reply right) {
        return right;
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

    /** The bytes of the manifest that is announced and signed in place of the right one. */
    default byte[] manifest(byte[] right) {
        return right;
    }

    /** What is done to the bytes after the manifest was made from them, or to the manifest itself. */
    default Tampering tampering() {
        return Tampering.NONE;
    }

    /** How a port takes connections. */
    enum Door {
        OPEN,
        /** It refuses them: nothing listens. */
        CLOSED,
        /** It listens, and its queue is full for ever: a connection is neither taken nor refused. */
        FULL
    }

    /**
     * A request to a miner that misbehaves.
     *
     * @param hotkey the miner's own address
     * @param jobId of the job asked about; null if the request names none, as reads do
     * @param count how often this kind was asked of this miner, this one included
     */
    record Exchange(RequestKind kind, String hotkey, String jobId, long count) {}
}
