package fairweather.miner.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.conversation.PollResult;
import fairweather.miner.conversation.Questions;
import fairweather.miner.conversation.Replies;
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
        ObjectNode data = Questions.aboutJob(jobId);
        return calls.ask(miner, MinerWords.PATH_POLL, data, deadline).map(reply -> Replies.poll(reply, jobId));
    }
}
