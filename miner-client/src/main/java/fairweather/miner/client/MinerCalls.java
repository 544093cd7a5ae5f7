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
import java.util.Map;

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
        return askForReply(miner, path, data, deadline).map(SignedReply::json);
    }

    /** The same with the answer's own bytes, and its signature if it has one. */
    public Uni<SignedReply> askForReply(AskedMiner miner, String path, ObjectNode data, Deadline deadline) {
        return destination(miner, deadline)
                .flatMap(destination -> transport.ask(new Peer(miner.hotkey(), destination), path, data, deadline));
    }

    /** Reads one object of a store; the answer has status 200 and its body waits. */
    public Uni<Answer> read(AskedMiner miner, String path, String token, Deadline deadline, boolean fresh) {
        return destination(miner, deadline)
                .flatMap(destination -> http.open(new MinerRequest(
                        destination,
                        miner.hotkey(),
                        HttpMethod.GET,
                        path,
                        () -> Prepared.headersOnly(Map.of("Authorization", "Bearer " + token)),
                        deadline,
                        fresh)))
                .flatMap(answer -> Uni.createFrom()
                        .completionStage(() -> Answers.requireOk(answer, false).toCompletionStage()));
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
