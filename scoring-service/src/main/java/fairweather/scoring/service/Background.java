package fairweather.scoring.service;

import fairweather.database.Database;
import fairweather.database.Notifications;
import fairweather.reference.provider.ReferenceSettings;
import fairweather.runtime.InternalToken;
import fairweather.runtime.SchemaVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Works on the queue from when the schema is there until the process is told to stop. */
@Singleton
public class Background {
    private static final Logger LOG = Logger.getLogger(Background.class);
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final ScoringConfig config;
    private final ReferenceSettings reference;
    private final ArchiveTraffic traffic;
    private final String version;
    private final InternalToken token;
    private final SchemaVersion schema;
    private final Pool pool;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final PgConnectOptions listenOptions;
    private ReferenceRoom room;
    private Workers workers;
    private Notifications notifications;
    private boolean stopped;

    Background(
            ScoringConfig config,
            ReferenceSettings reference,
            ArchiveTraffic traffic,
            InternalToken token,
            SchemaVersion schema,
            Pool pool,
            MeterRegistry registry,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.config = config;
        this.reference = reference;
        this.traffic = traffic;
        this.version = version;
        this.token = token;
        this.schema = schema;
        this.pool = pool;
        this.registry = registry;
        this.vertx = vertx;
        this.listenOptions = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    void start(@Observes StartupEvent started) {
        if (config.scoring().backgroundEnabled()) {
            Database database = new Database(pool);
            room = new ReferenceRoom(config.fieldCache().directory(), reference, database, traffic, version);
            CacheMetrics.register(room.cache(), registry);
            workers = new Workers(config, room.fields(), token, database, registry);
            awaitSchema();
        }
    }

    private void awaitSchema() {
        schema.suffices().subscribe().with(there -> {
            if (there) {
                begin();
            } else {
                vertx.setTimer(LOOK_AGAIN_MILLIS, id -> awaitSchema());
            }
        });
    }

    private synchronized void begin() {
        if (!stopped) {
            notifications = new Notifications(vertx, listenOptions, Map.of("jobs", workers::wake));
            workers.start();
            room.start();
            LOG.info("the schema is there, work begins");
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        synchronized (this) {
            stopped = true;
        }
        if (notifications != null) {
            notifications.close();
        }
        if (workers != null) {
            workers.close();
        }
        if (room != null) {
            room.close();
        }
    }

    /** What an operator must mend before a provider gives anything. */
    Optional<String> referenceProblem() {
        return room == null ? Optional.empty() : room.problem();
    }
}
