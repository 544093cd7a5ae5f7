package fairweather.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.gateway.client.Deadline;
import fairweather.gateway.client.MinerCalls;
import fairweather.gateway.client.MinerJson;
import fairweather.gateway.conversation.PollResult;
import fairweather.gateway.conversation.Replies;
import fairweather.gateway.directory.AskedMiner;
import io.smallrye.mutiny.Uni;

/** Asks a miner how far its forecast is. */
public final class Poll {
    private final MinerCalls calls;

    public Poll(MinerCalls calls) {
        this.calls = calls;
    }

    /** Fails with MINER_FAILED, PROTOCOL and all transport codes. */
    public Uni<PollResult> run(AskedMiner miner, Deadline deadline) {
        String jobId = miner.currentJobId();
        ObjectNode data = MinerJson.object().put(MinerWords.JOB_ID, jobId);
        return calls.ask(miner, MinerWords.PATH_POLL, data, deadline).map(reply -> Replies.poll(reply, jobId));
    }
}
