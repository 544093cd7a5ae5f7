package fairweather.miner.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.conversation.InitiateResult;
import fairweather.miner.conversation.JobIdPolicy;
import fairweather.miner.conversation.JobIdentity;
import fairweather.miner.conversation.Questions;
import fairweather.miner.conversation.Replies;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Asks a miner to begin its forecast. */
public final class Initiate {
    private static final Logger LOG = Logger.getLogger(Initiate.class);

    /** Whether another slot of the miner's run already has this job identifier. */
    public interface TakenJobIds {
        Uni<Boolean> byAnother(AskedMiner miner, String jobId);
    }

    private final MinerCalls calls;
    private final TakenJobIds taken;
    private final JobIdPolicy policy;
    private final String ownAddress;

    public Initiate(MinerCalls calls, TakenJobIds taken, JobIdPolicy policy, String ownAddress) {
        this.calls = calls;
        this.taken = taken;
        this.policy = policy;
        this.ownAddress = ownAddress;
    }

    /** Fails with REJECTED_IDENTITY, MINER_FAILED, PROTOCOL and all transport codes. */
    public Uni<InitiateResult> run(AskedMiner miner, Deadline deadline) {
        JobIdentity identity = new JobIdentity(miner.expectedJobId(), policy);
        ObjectNode data = Questions.initiation(miner.initTime(), ownAddress, miner.hotkey());
        return calls.ask(miner, MinerWords.PATH_INITIATE, data, deadline)
                .map(reply -> Replies.initiate(reply, identity))
                .flatMap(result -> result.jobId().equals(identity.expected())
                        ? Uni.createFrom().item(result)
                        : judgeForeign(miner, result));
    }

    private Uni<InitiateResult> judgeForeign(AskedMiner miner, InitiateResult result) {
        return taken.byAnother(miner, result.jobId()).map(another -> {
            if (another) {
                throw new FailureException(Code.PROTOCOL, "the miner's job_id belongs to another miner of this run");
            }
            LOG.warnf("job_id is not the expected one run_id=%d uid=%d", miner.runId(), miner.uid());
            return result;
        });
    }
}
