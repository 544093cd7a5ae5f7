package fairweather.runtime;

import fairweather.database.Database;
import fairweather.database.Sockets;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pool as it is configured, of connections that do not stay when the other side has gone. */
@Singleton
public class BoundedPool implements PgPoolCreator {
    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(options -> Sockets.bounded(options, Sockets.SILENCE))
                .toList();
        return PgBuilder.pool()
                .with(impatient(input.poolOptions()))
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    private static PoolOptions impatient(PoolOptions options) {
        return options.setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setConnectionTimeout(Math.toIntExact(Database.CONNECTION_LIMIT.toSeconds()));
    }
}
