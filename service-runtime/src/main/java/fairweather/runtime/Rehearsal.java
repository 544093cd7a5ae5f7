package fairweather.runtime;

import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What a service does once before it is ready, because the first time holds up an event loop: it loads classes, derives
 * the key of the database's password, makes requests of itself, and plays the scenes of its own. What comes of it does
 * not matter, and a rehearsal that fails delays nothing.
 */
@Singleton
public class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 4;

    /** Something else that a service rehearses. */
    @FunctionalInterface
    public interface Scene {
        /** @param self where the service listens */
        Uni<Void> play(URI self);
    }

    private final Uni<Void> once;

    Rehearsal(Vertx vertx, HttpServer server, Pool database, RuntimeSettings settings, Instance<Scene> scenes) {
        Optional<String> token = settings.rehearsal().token();
        List<Scene> all = new ArrayList<>();
        all.add(self -> connect(database));
        settings.rehearsal().requests().forEach(request -> all.add(self -> ask(vertx, self, request, token)));
        scenes.forEach(all::add);
        this.once = Uni.createFrom()
                .deferred(() -> play(all, server.getLocalBaseUri()))
                .memoize()
                .indefinitely();
    }

    /** Completes when the rehearsal is over, however it ended; the first caller begins it. */
    Uni<Void> once() {
        return once;
    }

    private static Uni<Void> play(List<Scene> scenes, URI self) {
        Uni<Void> played = Uni.createFrom().voidItem();
        for (Scene scene : scenes) {
            played = played.chain(() -> scene.play(self))
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .onFailure()
                    .recoverWithItem(trouble -> {
                        LOG.debugf("a scene failed: %s", trouble.getMessage());
                        return null;
                    });
        }
        return played;
    }

    /** Statements asked for at once, each on a connection of its own, which goes back whoever still waits for it. */
    private static Uni<Void> connect(Pool database) {
        List<Uni<RowSet<Row>>> asked = Stream.generate(() -> database.withConnection(
                        connection -> connection.query("SELECT 1").execute()))
                .limit(CONNECTIONS)
                .toList();
        return Uni.join().all(asked).andFailFast().replaceWithVoid();
    }

    private static Uni<Void> ask(Vertx vertx, URI self, String request, Optional<String> token) {
        String[] words = request.split(" ", 2);
        HttpClient client = vertx.createHttpClient();
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.valueOf(words[0]))
                .setAbsoluteURI(self.resolve(words[1]).toString())
                .putHeader("Content-Type", "application/json");
        token.ifPresent(secret -> question.putHeader("Authorization", "Bearer " + secret));
        return Uni.createFrom()
                .completionStage(() -> client.request(question)
                        .compose(asking -> asking.send("{}").compose(HttpClientResponse::body))
                        .onComplete(ended -> client.close())
                        .toCompletionStage())
                .replaceWithVoid();
    }
}
