package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private static final Duration SILENCE = Duration.ofMillis(500);

    /** A way to the database on which, once it is mute, nothing comes back and nothing is closed. */
    private static NetServer way(Vertx vertx, PgConnectOptions to, AtomicBoolean mute) {
        io.vertx.core.Vertx core = vertx.getDelegate();
        return core.createNetServer()
                .connectHandler(near -> {
                    near.pause();
                    core.createNetClient().connect(to.getPort(), to.getHost()).onSuccess(far -> join(near, far, mute));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void join(NetSocket near, NetSocket far, AtomicBoolean mute) {
        near.handler(far::write).resume();
        far.handler(bytes -> {
            if (!mute.get()) {
                near.write(bytes);
            }
        });
    }

    @Test
    @Tag("F-09")
    void a_connection_that_has_gone_mute_is_closed_and_replaced() {
        AtomicBoolean mute = new AtomicBoolean();
        Vertx vertx = Vertx.vertx();
        MigratedDatabase database = MigratedDatabase.create();
        PgConnectOptions direct = database.connectOptions();
        NetServer way = way(vertx, direct, mute);
        PgConnectOptions through =
                new PgConnectOptions(direct).setHost("127.0.0.1").setPort(way.actualPort());
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(Sockets.bounded(through, SILENCE))
                .using(vertx)
                .build();
        Database behind = new Database(pool);

        assertThat(behind.query("SELECT 1")).hasSize(1);
        mute.set(true);
        assertThatThrownBy(() -> behind.query("SELECT 2"))
                .satisfies(gone -> assertThat(DatabaseTrouble.passes(gone)).isTrue());
        mute.set(false);
        // The pool may hand out the closed connection once more before it hears of its end; that passes, too.
        await().ignoreExceptionsMatching(DatabaseTrouble::passes)
                .untilAsserted(() -> assertThat(behind.query("SELECT 3")).hasSize(1));

        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
        database.close();
    }
}
