package fairweather.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.gateway.client.Deadline;
import fairweather.gateway.client.MinerCalls;
import fairweather.gateway.client.MinerJson;
import fairweather.gateway.conversation.InitiateResult;
import fairweather.gateway.conversation.JobIdPolicy;
import fairweather.gateway.conversation.JobIdentity;
import fairweather.gateway.conversation.Replies;
import fairweather.gateway.directory.AskedMiner;
import fairweather.gateway.directory.MinerDirectory;
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

    private final MinerCalls calls;
    private final MinerDirectory directory;
    private final JobIdPolicy policy;
    private final String ownAddress;

    public Initiate(MinerCalls calls, MinerDirectory directory, JobIdPolicy policy, String ownAddress) {
        this.calls = calls;
        this.directory = directory;
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
        return directory.jobIdTaken(miner, result.jobId()).map(taken -> {
            if (taken) {
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
