package fairweather.runtime;

import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A service's first request, made by itself before it is ready: it loads the classes that would otherwise hold up an
 * event loop while others wait. What it answers does not matter, and a rehearsal that fails delays nothing.
 */
@Singleton
public class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Uni<Void> once;

    /** @param path what is asked, with {@code token} as the bearer of its own secret */
    Rehearsal(
            Vertx vertx,
            HttpServer server,
            @ConfigProperty(name = "fairweather.rehearsal.path") String path,
            @ConfigProperty(name = "fairweather.rehearsal.token", defaultValue = "none") String token) {
        this.once = Uni.createFrom()
                .deferred(() -> ask(vertx, server.getLocalBaseUri().resolve(path), token))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(trouble -> {
                    LOG.debugf("the rehearsal failed: %s", trouble.getMessage());
                    return null;
                })
                .memoize()
                .indefinitely();
    }

    /** Completes when the rehearsal is over, however it ended; the first caller begins it. */
    Uni<Void> once() {
        return once;
    }

    private static Uni<Void> ask(Vertx vertx, URI address, String token) {
        HttpClient client = vertx.createHttpClient();
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .putHeader("Authorization", "Bearer " + token);
        return Uni.createFrom()
                .completionStage(() -> client.request(question)
                        .compose(request -> request.send().compose(HttpClientResponse::body))
                        .onComplete(ended -> client.close())
                        .toCompletionStage())
                .replaceWithVoid();
    }
}
