package fairweather.gateway.runtime;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.gateway.client.MinerJson;
import fairweather.gateway.client.RequestSigner;
import fairweather.gateway.conversation.JobIdPolicy;
import fairweather.gateway.conversation.JobIdentity;
import fairweather.gateway.conversation.Replies;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Goes once through what an event loop will do for the first request: the first signature of a process, the first JSON
 * and the first use of each pattern cost a hundred milliseconds together, which belong into the start.
 */
@Singleton
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    void rehearse(@Observes StartupEvent start, RequestSigner signer) {
        String own = signer.address();
        String jobId = JobIds.jobId(Instant.EPOCH, own).toString();
        byte[] question = MinerJson.bytes(MinerJson.object().put("job_id", jobId));
        int headers = signer.headers("POST", "/", own, question).size();
        Signer stranger = Ed25519.signer(new byte[Ed25519.SEED_BYTES]);
        boolean verified = new Ed25519().verify(stranger.address(), question, stranger.sign(question));
        byte[] reply = ("{\"status\":\"completed\",\"job_id\":\"" + jobId + "\"}").getBytes(StandardCharsets.UTF_8);
        List<Object> read = List.of(
                Replies.initiate(MinerJson.parseObject(reply), new JobIdentity(jobId, JobIdPolicy.STRICT)),
                Replies.poll(MinerJson.parseObject(reply), jobId),
                Failure.of(Code.PROTOCOL, "the miner's answer"),
                new JsonObject().put("rehearsed", true).toBuffer());
        LOG.debug("rehearsed: headers=" + headers + " verified=" + verified + " replies=" + read.size());
    }
}
