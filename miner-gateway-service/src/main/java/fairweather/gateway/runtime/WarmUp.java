package fairweather.gateway.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.conversation.JobIdPolicy;
import fairweather.miner.conversation.JobIdentity;
import fairweather.miner.conversation.Replies;
import fairweather.miner.egress.Destination;
import fairweather.miner.transport.MinerTransport;
import fairweather.miner.transport.Peer;
import fairweather.miner.transport.SignedReply;
import fairweather.runtime.Rehearsal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Goes once through what an event loop will do for the first miner: the first signature of a process, the first JSON,
 * the first use of each pattern and the first exchange cost a hundred milliseconds and more, which belong into the start.
 */
@Singleton
public class WarmUp implements Rehearsal.Scene {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RequestSigner signer;
    private final MinerTransport transport;
    private final KeyScheme scheme;

    WarmUp(RequestSigner signer, MinerTransport transport, KeyScheme scheme) {
        this.signer = signer;
        this.transport = transport;
        this.scheme = scheme;
    }

    @Override
    public Uni<Void> play(URI self) {
        return Uni.createFrom()
                .item(this::compute)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(() -> question(self));
    }

    /** Asks ourselves as if we were a miner; where miners are reached by TLS it is the handshake that is rehearsed. */
    private Uni<Void> question(URI self) {
        Peer ourselves = new Peer(
                signer.address(), new Destination(self.getHost(), InetAddress.getLoopbackAddress(), self.getPort()));
        ObjectNode data = MinerJson.object().put("rehearsed", true);
        return transport
                .ask(ourselves, "/q/health/live", data, Deadline.in(LIMIT, LIMIT))
                .map(SignedReply::json)
                .replaceWithVoid();
    }

    /** What takes long for the first time; on a worker's thread, since no event loop may be held up. */
    private int compute() {
        String own = signer.address();
        String jobId = JobIds.jobId(Instant.EPOCH, own).toString();
        byte[] question = MinerJson.bytes(MinerJson.object().put("job_id", jobId));
        int headers = signer.headers("POST", "/", own, question).size();
        Signer stranger = scheme.signer(new byte[Ed25519.SEED_BYTES], new SplittableRandom(0));
        boolean verified = scheme.signatures().verify(stranger.address(), question, stranger.sign(question));
        byte[] reply = ("{\"status\":\"completed\",\"job_id\":\"" + jobId + "\"}").getBytes(StandardCharsets.UTF_8);
        List<Object> read = List.of(
                Replies.initiate(MinerJson.parseObject(reply), new JobIdentity(jobId, JobIdPolicy.STRICT)),
                Replies.poll(MinerJson.parseObject(reply), jobId),
                Failure.of(Code.PROTOCOL, "the miner's answer"),
                new JsonObject().put("rehearsed", true).toBuffer());
        return headers + read.size() + (verified ? 1 : 0);
    }
}
