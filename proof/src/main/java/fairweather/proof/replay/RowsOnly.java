package fairweather.proof.replay;

import fairweather.database.Database;
import fairweather.postgres.FairweatherDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** A database as the services know it: through the application's role, which changes rows and nothing else. */
record RowsOnly(Vertx vertx, Pool pool) implements AutoCloseable {

    static RowsOnly of(FairweatherDatabase where) {
        Vertx vertx = Vertx.vertx();
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(PgConnectOptions.fromUri(where.reactiveUrl())
                        .setUser(where.appUser())
                        .setPassword(where.appPassword())
                        .addProperty("TimeZone", "UTC"))
                .using(vertx)
                .build();
        return new RowsOnly(vertx, pool);
    }

    Database database() {
        return new Database(pool);
    }

    @Override
    public void close() {
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }
}
