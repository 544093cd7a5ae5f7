package fairweather.database;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.util.List;

/** Tells trouble of the database that passes from a statement that is wrong. */
public final class DatabaseTrouble {
    /** Somebody else has a row locked for too long. */
    private static final String LOCKED = "55P03";

    /**
     * How the SQLSTATE begins (PostgreSQL, appendix A): connection lost, idle for too long within a transaction, rolled
     * back for another's sake, no resources, told to stop, lock not available.
     */
    private static final List<String> PASSING = List.of("08", "25P03", "40", "53", "57P", LOCKED);

    /** A statement that was cancelled, as one is that takes longer than it may. */
    private static final String CANCELLED = "57014";

    /** What the client says, and gives no type of its own, of a connection that ended just before a statement. */
    private static final String ENDED_BEFORE = "Connection is not active now";

    /** What it says of a pool that has had no connection free: to a query, and to a transaction. */
    private static final String NONE_FREE_FOR_QUERY = "Timeout waiting for connection";

    private static final String NONE_FREE = "Timeout";

    private DatabaseTrouble() {}

    /** True if the same work may succeed a little later: the connection broke, or the server gave way. */
    public static boolean passes(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            boolean passing = switch (cause) {
                case PgException refused -> passes(refused.getSqlState());
                case DatabaseSilent silence -> true;
                case ClosedConnectionException closed -> true;
                case SocketException unreachable -> true;
                default -> passes(cause, String.valueOf(cause.getMessage()));
            };
            if (passing) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable untyped, String words) {
        return words.startsWith(ENDED_BEFORE)
                || words.equals(NONE_FREE_FOR_QUERY)
                || untyped instanceof NoStackTraceThrowable && words.equals(NONE_FREE);
    }

    /** True if the work waited too long for a lock of somebody else. */
    public static boolean locked(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused && LOCKED.equals(refused.getSqlState())) {
                return true;
            }
        }
        return false;
    }

    /** True if a statement took longer than it may: it may be the database's trouble, or the statement's own. */
    public static boolean tookTooLong(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            boolean late = cause instanceof DatabaseSilent
                    || cause instanceof PgException refused && CANCELLED.equals(refused.getSqlState());
            if (late) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(String sqlState) {
        return sqlState != null
                && (CANCELLED.equals(sqlState) || PASSING.stream().anyMatch(sqlState::startsWith));
    }
}
