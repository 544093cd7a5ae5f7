package fairweather.proof.chaos;

import fairweather.deploy.process.SupervisedProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Stops a process while it holds a job that another held before. What it does with the job may take no longer than a
 * signal; so the job's row is locked until the process stands still, and what it had asked about the row is cancelled.
 */
final class Handover {
    private static final String TAKE = """
            SELECT lease_token, claimed_by FROM validator_jobs
            WHERE id = ? AND status = 'in_progress' AND lease_token > ? AND claimed_by <> ?
            FOR UPDATE SKIP LOCKED
            """;

    private static final String CANCEL_WAITING = """
            SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))
            """;

    private static final String HELD =
            "SELECT count(*) FROM validator_jobs WHERE id = ? AND status = 'in_progress' AND lease_token = ?";

    private final Console console;
    private final Runnable settle;

    /** @param settle waits for what a statement that is under way needs to end */
    Handover(Console console, Runnable settle) {
        this.console = console;
        this.settle = settle;
    }

    /** The new lease of one of these jobs, whose holder stands still now; empty if nobody else has any at this moment. */
    Optional<Held> stop(List<Held> before, SupervisedProcess successor) throws SQLException {
        for (Held lease : before) {
            Optional<Held> next = stop(lease, successor);
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private Optional<Held> stop(Held before, SupervisedProcess successor) throws SQLException {
        try (Connection lock = console.another()) {
            Optional<Held> next = taken(lock, before);
            if (next.isPresent()) {
                successor.signal("STOP");
                settle.run();
                try (Statement statement = lock.createStatement()) {
                    statement.execute(CANCEL_WAITING);
                }
            }
            lock.rollback();
            if (next.isEmpty()) {
                return next;
            }
            settle.run();
            if (console.number(HELD, next.get().jobId(), next.get().token()) > 0) {
                return next;
            }
            successor.signal("CONT");
            return Optional.empty();
        }
    }

    private static Optional<Held> taken(Connection lock, Held before) throws SQLException {
        try (PreparedStatement statement = lock.prepareStatement(TAKE)) {
            statement.setLong(1, before.jobId());
            statement.setLong(2, before.token());
            statement.setString(3, before.worker());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Held(before.jobId(), row.getLong(1), row.getString(2), true))
                        : Optional.empty();
            }
        }
    }
}
