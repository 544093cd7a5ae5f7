package fairweather.miner.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.MinerJson;
import fairweather.miner.conversation.InitiateResult;
import fairweather.miner.conversation.JobIdPolicy;
import fairweather.miner.conversation.JobIdentity;
import fairweather.miner.conversation.Replies;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;

/** Asks a miner to begin its forecast. */
public final class Initiate {
    private static final Logger LOG = Logger.getLogger(Initiate.class);
    private static final Duration PREVIOUS_STEP = Duration.ofHours(6);
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

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
        return calls.ask(miner, MinerWords.PATH_INITIATE, request(miner), deadline)
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

    private ObjectNode request(AskedMiner miner) {
        return MinerJson.object()
                .put(MinerWords.FORECAST_START_TIME, iso(miner.initTime()))
                .put(MinerWords.PREVIOUS_STEP_TIME, iso(miner.initTime().minus(PREVIOUS_STEP)))
                .put(MinerWords.VALIDATOR_HOTKEY, ownAddress)
                .put(MinerWords.EXPECTED_MINER_HOTKEY, miner.hotkey());
    }

    private static String iso(Instant instant) {
        return WITH_OFFSET.format(instant.atOffset(ZoneOffset.UTC));
    }
}
