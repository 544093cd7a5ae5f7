package fairweather.scoring.service;

import fairweather.database.Database;
import fairweather.database.Notifications;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Works on the queue from when the schema is there until the process is told to stop. */
@Singleton
public class Background {
    private static final Logger LOG = Logger.getLogger(Background.class);
    private static final long LOOK_AGAIN_MILLIS = 500;

    private static final String SCHEMA_VERSION = """
            SELECT coalesce(max(split_part(version, '.', 1)::integer), 0) AS version
            FROM flyway_schema_history WHERE success AND version ~ '^[0-9]+'
            """;

    private final ScoringConfig config;
    private final Pool pool;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final PgConnectOptions listenOptions;
    private Workers workers;
    private Notifications notifications;
    private boolean stopped;

    Background(
            ScoringConfig config,
            Pool pool,
            MeterRegistry registry,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.config = config;
        this.pool = pool;
        this.registry = registry;
        this.vertx = vertx;
        this.listenOptions = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    void start(@Observes StartupEvent started) {
        if (config.scoring().backgroundEnabled()) {
            workers = new Workers(config, new Database(pool), registry);
            awaitSchema();
        }
    }

    private void awaitSchema() {
        pool.query(SCHEMA_VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("version"))
                .onFailure()
                .recoverWithItem(0)
                .subscribe()
                .with(version -> {
                    if (version >= config.schemaVersion()) {
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
    }
}
