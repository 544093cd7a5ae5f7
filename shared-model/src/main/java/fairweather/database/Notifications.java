package fairweather.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * LISTEN on a connection of its own with a ping. A notification is only a hint: whoever is woken looks for himself, and
 * looks anyway from time to time, so a lost connection costs latency and nothing else. After each connection every
 * handler is run once, because what was told before it is lost.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final Timing USUAL = new Timing(Duration.ofSeconds(10), Duration.ofSeconds(1));

    /**
     * @param ping the time between two pings, and how long the other side may take for an answer of any kind
     * @param reconnect the pause before another connection is tried
     */
    record Timing(Duration ping, Duration reconnect) {}

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Map<String, Runnable> handlers;
    private final Timing timing;
    private final long pinging;
    private PgConnection connection;
    private boolean closed;

    /** @param handlers what to do on which channel; runs on an event loop and must not block */
    public Notifications(Vertx vertx, PgConnectOptions options, Map<String, Runnable> handlers) {
        this(vertx, options, handlers, USUAL);
    }

    /** A connection that comes too late, when nobody waits for it any more, is silent, and is closed for that. */
    Notifications(Vertx vertx, PgConnectOptions options, Map<String, Runnable> handlers, Timing timing) {
        this.vertx = vertx;
        this.options =
                Sockets.bounded(new PgConnectOptions(options), timing.ping().multipliedBy(3));
        this.options.setConnectTimeout(Math.toIntExact(timing.ping().toMillis()));
        this.handlers = Map.copyOf(handlers);
        this.timing = timing;
        pinging = vertx.setPeriodic(timing.ping().toMillis(), id -> ping());
        connect();
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        bounded(PgConnection.connect(vertx, options)).subscribe().with(this::connected, failure -> {
            LOG.warnf("cannot listen for notifications: %s", failure.getMessage());
            connectLater();
        });
    }

    private void connected(PgConnection opened) {
        if (keep(opened)) {
            listen(opened);
        } else {
            quietly(opened);
        }
    }

    /** False if the connection comes too late, because nobody listens any more. */
    private synchronized boolean keep(PgConnection opened) {
        if (!closed) {
            connection = opened;
        }
        return !closed;
    }

    private void listen(PgConnection opened) {
        opened.notificationHandler(notification -> {
            Runnable handler = handlers.get(notification.getChannel());
            if (handler != null) {
                handler.run();
            }
        });
        opened.closeHandler(() -> ended(opened));
        for (String channel : handlers.keySet()) {
            bounded(opened.query("LISTEN " + channel).execute())
                    .subscribe()
                    .with(ok -> handlers.get(channel).run(), failure -> drop(opened, failure));
        }
    }

    /** Connects again, once per connection, however often and by whom its end is told. */
    private synchronized void ended(PgConnection ended) {
        if (connection == ended) {
            connection = null;
            connectLater();
        }
    }

    private synchronized void ping() {
        PgConnection current = connection;
        if (current != null) {
            bounded(current.query("SELECT 1").execute()).subscribe().with(ok -> {}, failure -> drop(current, failure));
        }
    }

    private void drop(PgConnection broken, Throwable failure) {
        LOG.warnf("the notification connection is dropped: %s", failure.getMessage());
        ended(broken);
        quietly(broken);
    }

    private synchronized void connectLater() {
        if (!closed) {
            vertx.setTimer(timing.reconnect().toMillis(), id -> connect());
        }
    }

    private <T> Uni<T> bounded(Uni<T> answer) {
        return answer.ifNoItem().after(timing.ping()).fail();
    }

    private void quietly(PgConnection unwanted) {
        bounded(unwanted.close()).subscribe().with(ok -> {}, failure -> LOG.debug("close", failure));
    }

    @Override
    public synchronized void close() {
        closed = true;
        vertx.cancelTimer(pinging);
        if (connection != null) {
            quietly(connection);
            connection = null;
        }
    }
}
