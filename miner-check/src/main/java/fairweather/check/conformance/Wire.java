package fairweather.check.conformance;

import fairweather.check.miner.Kit;
import fairweather.forecast.key.Caps;
import fairweather.miner.client.Answer;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerRequest;
import fairweather.miner.client.Prepared;
import fairweather.miner.egress.Destination;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends any request at all to the one miner, by the client that the services use: its guard, its caps and its limits hold.
 * It blocks its thread. Throws {@link fairweather.failure.FailureException} if there is no whole answer.
 */
final class Wire {
    private static final long MOST_BYTES = Caps.DEFAULT.encodedChunk();

    private final Kit kit;
    private final Destination destination;
    private final AtomicInteger sent = new AtomicInteger();

    Wire(Kit kit) {
        this.kit = kit;
        this.destination = kit.resolver()
                .resolve(kit.miner().address())
                .await()
                .atMost(kit.settings().timeout().connect().multipliedBy(2));
    }

    Destination destination() {
        return destination;
    }

    /** How many requests were sent. */
    int sent() {
        return sent.get();
    }

    /** The header that bears a token. */
    static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    Answered post(Post post) {
        return send(
                HttpMethod.POST,
                post.path(),
                post.headers(),
                Buffer.buffer(post.body()),
                kit.settings().timeout().access(),
                false);
    }

    Answered get(String path, Map<String, String> headers) {
        return get(path, headers, false);
    }

    /** @param fresh by a connection of its own */
    Answered get(String path, Map<String, String> headers, boolean fresh) {
        return send(
                HttpMethod.GET, path, headers, null, kit.settings().timeout().chunk(), fresh);
    }

    Answered head(String path, Map<String, String> headers) {
        return send(
                HttpMethod.HEAD, path, headers, null, kit.settings().timeout().chunk(), false);
    }

    private Answered send(
            HttpMethod method, String path, Map<String, String> headers, Buffer body, Duration limit, boolean fresh) {
        sent.incrementAndGet();
        Deadline deadline = Deadline.in(limit, kit.settings().timeout().queue());
        return kit.http()
                .open(new MinerRequest(
                        destination,
                        kit.named().hotkey(),
                        method,
                        path,
                        () -> Future.succeededFuture(new Prepared(headers, body)),
                        deadline,
                        fresh))
                .flatMap(Wire::whole)
                .await()
                .indefinitely();
    }

    private static Uni<Answered> whole(Answer answer) {
        return answer.bytes(MOST_BYTES)
                .map(body -> new Answered(answer.status(), answer.length(), answer.header("Content-Range"), body));
    }
}
