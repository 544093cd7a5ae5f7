package fairweather.database;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Plain statements over the reactive client for code on virtual threads: each call waits, bounded by a time-out, and no
 * event loop is held.
 */
public final class Database {
    /** The longest wait for one statement, connection included. */
    public static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);

    /** The longest wait of a transaction for a connection of the pool; shorter, so that a full pool says so itself. */
    public static final Duration CONNECTION_LIMIT = STATEMENT_LIMIT.minusSeconds(10);

    private static final Logger LOG = Logger.getLogger(Database.class);

    private final Pool pool;
    private final Duration connectionLimit;

    public Database(Pool pool) {
        this(pool, STATEMENT_LIMIT);
    }

    /** @param connectionLimit the longest wait of a transaction for its connection */
    Database(Pool pool, Duration connectionLimit) {
        this.pool = pool;
        this.connectionLimit = connectionLimit;
    }

    public Pool pool() {
        return pool;
    }

    /** The rows of a query outside a transaction. */
    public List<Row> query(String sql, Object... values) {
        return new Session(pool).query(sql, values);
    }

    public Optional<Row> first(String sql, Object... values) {
        return query(sql, values).stream().findFirst();
    }

    /** The number of rows changed. */
    public int update(String sql, Object... values) {
        return new Session(pool).update(sql, values);
    }

    /**
     * Runs the work in one transaction: committed if it returns, rolled back if it throws. Plain statements bound it,
     * because the client's own transactions end at the first error and know no savepoints.
     */
    public <T> T transaction(Function<Session, T> work) {
        SqlConnection connection = connection();
        try {
            Session session = new Session(connection);
            T result;
            try {
                // One that is given up may still be carried out: then the rollback behind it ends it.
                session.command("BEGIN");
                result = work.apply(session);
            } catch (RuntimeException | Error failure) {
                rollBack(session, failure);
                throw failure;
            }
            session.command("COMMIT");
            return result;
        } finally {
            await(connection.close());
        }
    }

    /** Whoever no longer waits for a connection gives it back when it comes; else the pool would lose it for ever. */
    private SqlConnection connection() {
        CompletableFuture<SqlConnection> coming = pool.getConnection().subscribeAsCompletionStage();
        try {
            return Uni.createFrom().completionStage(coming::copy).await().atMost(connectionLimit);
        } catch (TimeoutException tooLate) {
            coming.thenAccept(late -> late.close()
                    .subscribe()
                    .with(closed -> {}, failure -> LOG.debugf(failure, "a late connection cannot be given back")));
            throw new DatabaseSilent(connectionLimit, tooLate);
        }
    }

    private static void rollBack(Session session, Throwable cause) {
        try {
            session.command("ROLLBACK");
        } catch (RuntimeException failure) {
            cause.addSuppressed(failure);
        }
    }

    private static <T> T await(Uni<T> uni) {
        try {
            return uni.await().atMost(STATEMENT_LIMIT);
        } catch (TimeoutException silence) {
            throw new DatabaseSilent(STATEMENT_LIMIT, silence);
        }
    }

    /** A connection, or the pool outside a transaction. */
    public static final class Session {
        private final SqlClient client;

        private Session(SqlClient client) {
            this.client = client;
        }

        public List<Row> query(String sql, Object... values) {
            List<Row> rows = new ArrayList<>();
            await(client.preparedQuery(sql).execute(tuple(values))).forEach(rows::add);
            return rows;
        }

        public Optional<Row> first(String sql, Object... values) {
            return query(sql, values).stream().findFirst();
        }

        public int update(String sql, Object... values) {
            return await(client.preparedQuery(sql).execute(tuple(values))).rowCount();
        }

        public int update(String sql, Tuple values) {
            return await(client.preparedQuery(sql).execute(values)).rowCount();
        }

        public Optional<Row> first(String sql, Tuple values) {
            List<Row> rows = new ArrayList<>();
            await(client.preparedQuery(sql).execute(values)).forEach(rows::add);
            return rows.stream().findFirst();
        }

        /** A statement of the simple protocol: SAVEPOINT and the like. */
        public void command(String sql) {
            await(client.query(sql).execute());
        }

        private static Tuple tuple(Object... values) {
            Tuple tuple = Tuple.tuple();
            for (Object value : values) {
                tuple.addValue(value);
            }
            return tuple;
        }
    }
}
