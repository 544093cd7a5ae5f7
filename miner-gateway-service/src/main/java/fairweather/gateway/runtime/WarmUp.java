package fairweather.gateway.runtime;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.gateway.client.MinerHttp;
import fairweather.gateway.client.MinerJson;
import fairweather.gateway.client.MinerRequest;
import fairweather.gateway.client.RequestSigner;
import fairweather.gateway.conversation.JobIdPolicy;
import fairweather.gateway.conversation.JobIdentity;
import fairweather.gateway.conversation.Replies;
import fairweather.gateway.egress.Destination;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Goes once through what an event loop will do for the first request: the first signature of a process, the first JSON
 * the first use of each pattern and the first exchange of the HTTP client cost a hundred milliseconds and more, which
 * belong into the start.
 */
@Singleton
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    void rehearse(@Observes StartupEvent start, RequestSigner signer, Vertx vertx, MinerHttp http) {
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
        exchange(vertx, http, signer.headers("POST", "/", own, question), own, question);
        LOG.debug("rehearsed: headers=" + headers + " verified=" + verified + " replies=" + read.size());
    }

    /** One request to ourselves through the client that speaks to miners. */
    private static void exchange(
            Vertx vertx, MinerHttp http, Map<String, String> headers, String hotkey, byte[] question) {
        HttpServer echo = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("{}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        MinerRequest request = new MinerRequest(
                new Destination("127.0.0.1", InetAddress.getLoopbackAddress(), echo.actualPort()),
                hotkey,
                HttpMethod.POST,
                "/",
                () -> headers,
                Buffer.buffer(question),
                LIMIT,
                true);
        try {
            int length = http.open(request)
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> answer.body(10).toCompletionStage())
                    .join()
                    .length();
            LOG.debugf("rehearsed an exchange: length=%d", length);
        } catch (CompletionException refused) {
            // With TLS configured the plain echo is refused, which rehearses the handshake instead.
            LOG.debugf("rehearsed a refused exchange: %s", refused.getMessage());
        } finally {
            echo.close();
        }
    }
}
