package fairweather.miner.transport;

import fairweather.forecast.protocol.ReplySignature;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.miner.client.Answer;
import fairweather.miner.client.Answers;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.MinerRequest;
import fairweather.miner.client.Prepared;
import fairweather.miner.client.WorkerThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Carries requests with whole answers; what is to be sent is made on a worker's thread, each time anew. */
final class Courier {
    private final Vertx vertx;
    private final MinerHttp http;

    Courier(Vertx vertx, MinerHttp http) {
        this.vertx = vertx;
        this.http = http;
    }

    /** @param cap the most bytes of the answer */
    Uni<SignedReply> post(Peer peer, String path, Callable<Prepared> preparing, Deadline deadline, int cap) {
        return carry(peer, HttpMethod.POST, path, () -> vertx.executeBlocking(preparing, false), deadline, cap);
    }

    /** @param cap the most bytes of the answer */
    Uni<SignedReply> get(Peer peer, String path, Deadline deadline, int cap) {
        Map<String, String> headers = Map.of("accept", "application/json");
        return carry(peer, HttpMethod.GET, path, () -> Prepared.headersOnly(headers), deadline, cap);
    }

    private Uni<SignedReply> carry(
            Peer peer,
            HttpMethod method,
            String path,
            Supplier<Future<Prepared>> preparing,
            Deadline deadline,
            int cap) {
        return http.open(new MinerRequest(peer.destination(), peer.hotkey(), method, path, preparing, deadline, false))
                .flatMap(answer -> Uni.createFrom()
                        .completionStage(() -> Answers.requireOk(answer, true)
                                .compose(ok -> ok.body(cap))
                                .map(body -> reply(answer, body.getBytes()))
                                .toCompletionStage()));
    }

    private static SignedReply reply(Answer answer, byte[] body) {
        return new SignedReply(
                body,
                answer.status(),
                answer.sent().headers().getOrDefault(RequestSignature.HEADER_NONCE, ""),
                Optional.ofNullable(answer.header(ReplySignature.HEADER)),
                answer.headers());
    }

    /** Work that takes a millisecond or more. */
    <T> Uni<T> onWorker(Callable<T> work) {
        return WorkerThread.call(vertx, work);
    }
}
