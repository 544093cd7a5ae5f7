package fairweather.deploy.endtoend;

import fairweather.deploy.Demonstration;
import fairweather.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Puts the database's clock forward whenever there is nothing to do but to wait: no job is at work, none is due, every
 * outcome is folded. So a run with retries after half an hour takes as long as its work and no longer. Nor does a commit
 * wait for the disk: what is lost with the machine, nobody here asks for.
 */
final class TimeLapse implements AutoCloseable {
    /** To the last of those that become due at about the same time: the delays of retries differ by a fifth at most. */
    private static final String WAIT = """
            SELECT extract(epoch FROM max(due_at) - fw_now())
            FROM validator_jobs
            WHERE status IN ('pending', 'retry_scheduled')
              AND due_at - fw_now() <= (SELECT 1.25 * (min(due_at) - fw_now()) FROM validator_jobs
                                        WHERE status IN ('pending', 'retry_scheduled') AND due_at > fw_now())
              AND NOT EXISTS (SELECT FROM validator_jobs
                              WHERE status IN ('pending', 'retry_scheduled') AND due_at <= fw_now())
              AND NOT EXISTS (SELECT FROM validator_jobs WHERE status = 'in_progress')
              AND NOT EXISTS (SELECT FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL)
            """;

    private static final String CLOCK = """
            CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE
            AS 'SELECT clock_timestamp() + interval ''%f seconds'''
            """;

    private static final long LOOK_MILLIS = 50;

    private final Connection owner;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private double ahead;

    private TimeLapse(Connection owner) {
        this.owner = owner;
    }

    /** Begins at once and goes on until it is closed; the clock stays where it is then. */
    static TimeLapse over(Demonstration demonstration) throws SQLException {
        EmbeddedPostgres server = demonstration.postgres();
        server.execute(EmbeddedPostgres.SUPERUSER, "ALTER SYSTEM SET fsync = off");
        server.execute(EmbeddedPostgres.SUPERUSER, "SELECT pg_reload_conf()");
        TimeLapse lapse = new TimeLapse(demonstration.database().connectAsOwner());
        lapse.timer.scheduleWithFixedDelay(lapse::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return lapse;
    }

    private void look() {
        try (Statement statement = owner.createStatement()) {
            double wait = wait(statement);
            if (wait > 0) {
                ahead += wait;
                statement.execute(String.format(Locale.ROOT, CLOCK, ahead));
                statement.execute("NOTIFY jobs");
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("the clock cannot be put forward", broken);
        }
    }

    private static double wait(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(WAIT)) {
            result.next();
            return result.getDouble(1);
        }
    }

    /** The clock stays where it is. */
    void stop() throws SQLException {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new SQLException("the last look does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        stop();
        owner.close();
    }
}
