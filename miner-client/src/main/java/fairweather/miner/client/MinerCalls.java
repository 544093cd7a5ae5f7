package fairweather.miner.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.egress.Destination;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.transport.MinerTransport;
import fairweather.miner.transport.Peer;
import fairweather.miner.transport.SignedReply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two kinds of request that miners get: a JSON question by the transport in use, and a token-bearing read. Trouble
 * arrives as {@link FailureException} or {@link StatusException}.
 */
public final class MinerCalls {
    private final DestinationResolver resolver;
    private final MinerHttp http;
    private final MinerTransport transport;
    private final Duration connectLimit;

    public MinerCalls(DestinationResolver resolver, MinerHttp http, MinerTransport transport, Duration connectLimit) {
        this.resolver = resolver;
        this.http = http;
        this.transport = transport;
        this.connectLimit = connectLimit;
    }

    /** Asks {@code path} about {@code data} and gives the JSON object of a 200 answer. */
    public Uni<ObjectNode> ask(AskedMiner miner, String path, ObjectNode data, Deadline deadline) {
        return destination(miner, deadline)
                .flatMap(destination -> transport.ask(new Peer(miner.hotkey(), destination), path, data, deadline))
                .map(SignedReply::json);
    }

    /** Reads one object of a store; the answer has status 200 and its body waits. */
    public Uni<Answer> read(AskedMiner miner, String path, String token, Deadline deadline, boolean fresh) {
        return read(miner, path, token, deadline, fresh, Optional.empty());
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
                        destination,
                        miner.hotkey(),
                        HttpMethod.GET,
                        path,
                        () -> Prepared.headersOnly(headers),
                        deadline,
                        fresh)))
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
