package fairweather.database;

import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How connections to the database notice that the other side has gone without a word. */
public final class Sockets {
    /** Longer than any statement may take, so that only a dead connection is silent for so long while one runs. */
    public static final Duration SILENCE = Database.STATEMENT_LIMIT.plusSeconds(30);

    private Sockets() {}

    /** Closes a connection on which nothing has come for so long; one that merely idles is opened anew when needed. */
    public static PgConnectOptions bounded(PgConnectOptions options, Duration silence) {
        options.setTcpKeepAlive(true);
        options.setReadIdleTimeout(Math.toIntExact(silence.toMillis()));
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return options;
    }
}
