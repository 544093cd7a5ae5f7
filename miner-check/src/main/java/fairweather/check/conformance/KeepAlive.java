package fairweather.check.conformance;

import fairweather.check.miner.Kit;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Whether a connection may be used twice: many small chunks otherwise take a handshake each. */
final class KeepAlive {
    private KeepAlive() {}

    static Finding check(Trial trial) {
        Kit kit = trial.kit();
        HttpClient client = kit.vertx()
                .httpClientBuilder()
                .with(new HttpClientOptions()
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setKeepAlive(true)
                        .setConnectTimeout(
                                (int) kit.settings().timeout().connect().toMillis()))
                .with(new PoolOptions().setHttp1MaxSize(1))
                .build();
        try {
            List<HttpConnection> used = ask(client, trial)
                    .compose(first -> ask(client, trial).map(second -> List.of(first, second)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            boolean same = used.getFirst().equals(used.getLast());
            return Finding.of(same, same ? "two requests on one connection" : "each request needs a connection");
        } catch (CompletionException trouble) {
            throw new FailureException(
                    Code.UNREACHABLE, "no second answer: " + trouble.getCause().getMessage(), trouble);
        } finally {
            client.close();
        }
    }

    private static Future<HttpConnection> ask(HttpClient client, Trial trial) {
        Wire wire = trial.wire();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(
                        wire.destination().address(), wire.destination().port())))
                .setHost(wire.destination().host())
                .setPort(wire.destination().port())
                .setSsl(trial.kit().named().scheme().equals("https"))
                .setMethod(HttpMethod.GET)
                .setURI(trial.path(ObjectKey.MANIFEST_SIGNATURE))
                .setTimeout(trial.kit().settings().timeout().poll().toMillis())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(trial.bearer()));
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.body().map(body -> answer.request().connection()));
    }
}
