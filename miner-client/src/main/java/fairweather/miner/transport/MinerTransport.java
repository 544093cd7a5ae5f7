package fairweather.miner.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.miner.client.Deadline;
import io.smallrye.mutiny.Uni;

/** Brings a question to a miner and its answer back. Safe for use by several threads. */
public interface MinerTransport {
    /**
     * The whole answer, which had status 200. Fails with {@link fairweather.failure.FailureException} or {@link
     * fairweather.miner.client.StatusException}.
     *
     * @param data what stands in the message's {@code data}
     * @param deadline for everything that it takes, a key exchange and a repetition included
     */
    Uni<SignedReply> ask(Peer miner, String path, ObjectNode data, Deadline deadline);
}
