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
import java.util.Optional;
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

    Rehearsal(Vertx vertx, HttpServer server, RuntimeSettings settings) {
        RuntimeSettings.RehearsalSettings rehearsal = settings.rehearsal();
        this.once = Uni.createFrom()
                .deferred(() -> ask(vertx, server.getLocalBaseUri().resolve(rehearsal.path()), rehearsal.token()))
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

    private static Uni<Void> ask(Vertx vertx, URI address, Optional<String> token) {
        HttpClient client = vertx.createHttpClient();
        RequestOptions question = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address.toString());
        token.ifPresent(secret -> question.putHeader("Authorization", "Bearer " + secret));
        return Uni.createFrom()
                .completionStage(() -> client.request(question)
                        .compose(request -> request.send().compose(HttpClientResponse::body))
                        .onComplete(ended -> client.close())
                        .toCompletionStage())
                .replaceWithVoid();
    }
}
