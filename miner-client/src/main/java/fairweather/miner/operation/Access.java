package fairweather.miner.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.conversation.Questions;
import fairweather.miner.conversation.Replies;
import io.smallrye.mutiny.Uni;

/** Asks a miner where its finished forecast is; the answer is held to what is frozen already. */
public final class Access {
    private final MinerCalls calls;

    public Access(MinerCalls calls) {
        this.calls = calls;
    }

    /** Fails with NOT_READY, JOB_UNKNOWN, MINER_FAILED, PROTOCOL, INTEGRITY_CHANGED_CLAIM and all transport codes. */
    public Uni<AccessClaim> claim(AskedMiner miner, Deadline deadline) {
        return unjudged(miner, deadline)
                .invoke(claim -> miner.frozen()
                        .ifPresent(frozen -> claim.requireSame(frozen.storePath(), frozen.manifestHash())));
    }

    /** The same, whatever is frozen. */
    Uni<AccessClaim> unjudged(AskedMiner miner, Deadline deadline) {
        ObjectNode data = Questions.aboutJob(miner.currentJobId());
        return calls.ask(miner, MinerWords.PATH_ACCESS, data, deadline).map(Replies::access);
    }
}
