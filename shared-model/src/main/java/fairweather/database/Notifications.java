package fairweather.database;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * LISTEN on a connection of its own with a ping. A notification is only a hint: whoever is woken looks for himself, and
 * looks anyway from time to time, so a lost connection costs latency and nothing else.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final Duration PING = Duration.ofSeconds(10);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Map<String, Runnable> handlers;
    private volatile PgConnection connection;
    private volatile boolean closed;

    /** @param handlers what to do on which channel; runs on an event loop and must not block */
    public Notifications(Vertx vertx, PgConnectOptions options, Map<String, Runnable> handlers) {
        this.vertx = vertx;
        this.options = options;
        this.handlers = Map.copyOf(handlers);
        vertx.setPeriodic(PING.toMillis(), id -> ping());
        connect();
    }

    private void connect() {
        if (closed) {
            return;
        }
        PgConnection.connect(vertx, options).subscribe().with(this::listen, failure -> {
            LOG.warnf("cannot listen for notifications: %s", failure.getMessage());
            connectLater();
        });
    }

    private void listen(PgConnection opened) {
        connection = opened;
        opened.notificationHandler(notification -> {
            Runnable handler = handlers.get(notification.getChannel());
            if (handler != null) {
                handler.run();
            }
        });
        opened.closeHandler(() -> {
            connection = null;
            connectLater();
        });
        for (String channel : handlers.keySet()) {
            opened.query("LISTEN " + channel)
                    .execute()
                    .subscribe()
                    .with(ok -> handlers.get(channel).run(), failure -> drop(opened, failure));
        }
    }

    private void ping() {
        PgConnection current = connection;
        if (current != null) {
            current.query("SELECT 1")
                    .execute()
                    .ifNoItem()
                    .after(PING)
                    .fail()
                    .subscribe()
                    .with(ok -> {}, failure -> drop(current, failure));
        }
    }

    private void drop(PgConnection broken, Throwable failure) {
        LOG.warnf("the notification connection is dropped: %s", failure.getMessage());
        broken.close().subscribe().with(ok -> {}, ignored -> connectLater());
    }

    private void connectLater() {
        if (!closed) {
            vertx.setTimer(RECONNECT.toMillis(), id -> connect());
        }
    }

    @Override
    public void close() {
        closed = true;
        PgConnection current = connection;
        if (current != null) {
            current.close().subscribe().with(ok -> {}, failure -> LOG.debug("close", failure));
        }
    }
}
