package fairweather.miner.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.egress.Destination;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.operation.AskedMiner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two kinds of request that miners get: a signed JSON question and a token-bearing read. Trouble arrives as {@link
 * FailureException} or {@link StatusException}.
 */
public final class MinerCalls {
    private final DestinationResolver resolver;
    private final MinerHttp http;
    private final RequestSigner signer;
    private final Duration connectLimit;

    public MinerCalls(DestinationResolver resolver, MinerHttp http, RequestSigner signer, Duration connectLimit) {
        this.resolver = resolver;
        this.http = http;
        this.signer = signer;
        this.connectLimit = connectLimit;
    }

    /** Asks {@code path} with {@code {"data": …}} and gives the JSON object of a 200 answer. */
    public Uni<ObjectNode> ask(AskedMiner miner, String path, ObjectNode data, Deadline deadline) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        byte[] body = MinerJson.bytes(envelope);
        return destination(miner, deadline)
                .flatMap(destination -> http.open(new MinerRequest(
                        destination,
                        miner.hotkey(),
                        HttpMethod.POST,
                        path,
                        () -> signer.headers("POST", path, miner.hotkey(), body),
                        Buffer.buffer(body),
                        deadline,
                        false)))
                .flatMap(answer -> Uni.createFrom()
                        .completionStage(() -> Answers.requireOk(answer, true)
                                .compose(ok -> ok.body(MinerJson.CAP))
                                .toCompletionStage()))
                .map(bytes -> MinerJson.parseObject(bytes.getBytes()));
    }

    /**
     * Reads one object of a store, or a range of it; the answer has status 200, or 206 with that range, and its body
     * waits.
     */
    public Uni<Answer> read(
            AskedMiner miner, String path, String token, Deadline deadline, boolean fresh, Optional<ByteRange> range) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        range.ifPresent(asked -> headers.put("Range", asked.header()));
        return destination(miner, deadline)
                .flatMap(destination -> http.open(new MinerRequest(
                        destination, miner.hotkey(), HttpMethod.GET, path, () -> headers, null, deadline, fresh)))
                .flatMap(answer -> Uni.createFrom()
                        .completionStage(
                                () -> Answers.requireBytes(answer, range).toCompletionStage()));
    }

    private Uni<Destination> destination(AskedMiner miner, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Duration left = deadline.remaining();
            if (!left.isPositive()) {
                throw deadline.slowness();
            }
            return resolver.resolve(miner.address())
                    .ifNoItem()
                    .after(Deadline.shorter(connectLimit, left))
                    .failWith(() -> new FailureException(
                            Code.TIMEOUT_CONNECT, "the miner's host name could not be resolved in time"));
        });
    }
}
