package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTroubleTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final MigratedDatabase database = MigratedDatabase.create(2);
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await().atMost(LIMIT);
        database.close();
    }

    private Throwable asked(PgConnection connection, String sql) {
        return catchThrowable(() -> connection.query(sql).execute().await().atMost(LIMIT));
    }

    private PgConnection connection() {
        return PgConnection.connect(vertx, database.connectOptions()).await().atMost(LIMIT);
    }

    @Test
    void a_statement_on_a_connection_that_has_just_ended_may_succeed_later() {
        PgConnection connection = connection();
        connection.close().await().atMost(LIMIT);

        Throwable trouble = asked(connection, "SELECT 1");

        assertThat(trouble).hasStackTraceContaining("Connection is not active now");
        assertThat(DatabaseTrouble.passes(trouble)).isTrue();
    }

    @Test
    void a_statement_whose_session_is_terminated_may_succeed_later() {
        PgConnection connection = connection();

        Throwable trouble = asked(connection, "SELECT pg_terminate_backend(pg_backend_pid())");

        assertThat(DatabaseTrouble.passes(trouble)).isTrue();
    }

    @Test
    void a_full_pool_may_have_a_connection_later() {
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1).setConnectionTimeout(1))
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
        pool.getConnection().await().atMost(LIMIT);

        Throwable transaction =
                catchThrowable(() -> pool.getConnection().await().atMost(LIMIT));
        Throwable query =
                catchThrowable(() -> pool.query("SELECT 1").execute().await().atMost(LIMIT));

        assertThat(transaction).hasStackTraceContaining("Timeout");
        assertThat(DatabaseTrouble.passes(transaction)).isTrue();
        assertThat(query).hasStackTraceContaining("Timeout waiting for connection");
        assertThat(DatabaseTrouble.passes(query)).isTrue();
        assertThat(DatabaseTrouble.passes(new IllegalStateException("Timeout"))).isFalse();
    }

    @Test
    void a_wrong_statement_and_a_failure_of_something_else_do_not_pass() {
        assertThat(DatabaseTrouble.passes(asked(connection(), "SELECT 1 / 0"))).isFalse();
        assertThat(DatabaseTrouble.passes(new CompletionException(new IllegalStateException("no reason"))))
                .isFalse();
        assertThat(DatabaseTrouble.passes(new IllegalStateException())).isFalse();
    }
}
