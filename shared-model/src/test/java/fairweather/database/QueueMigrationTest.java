package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;

/** A database at work is brought to the version that lets one job of a miner run at a time. */
class QueueMigrationTest {
    private static void job(Statement statement, String service, Integer uid, String status) throws SQLException {
        statement.execute("""
                INSERT INTO validator_jobs (job_type, service, priority, status, miner_uid, attempts, lease_expires_at)
                SELECT 'weather.era5', '%s', 50, '%s', %s, 1,
                       CASE WHEN '%2$s' = 'in_progress' THEN fw_now() + interval '30 seconds' END
                """.formatted(service, status, uid));
    }

    /** What a worker of the version before has not committed yet cannot be counted by whoever does not wait for it. */
    @Test
    void given_a_claim_under_way_when_the_schema_is_migrated_then_it_is_waited_for_and_counted() throws Exception {
        FairweatherDatabase where = beforeTheQueue();
        try (Connection worker = where.connectAsOwner();
                Statement claim = worker.createStatement();
                Connection other = where.connectAsOwner();
                Statement look = other.createStatement()) {
            job(claim, "scoring", 7, "in_progress");
            job(claim, "scoring", 7, "pending");
            worker.setAutoCommit(false);
            claim.execute("""
                    UPDATE validator_jobs SET status = 'in_progress', attempts = 2, lease_expires_at = fw_now()
                    WHERE status = 'pending'
                    """);
            CompletableFuture<MigrateResult> migration =
                    CompletableFuture.supplyAsync(() -> MigratedDatabase.migrate(where));
            await().until(() -> texts(look, "SELECT relation::regclass::text FROM pg_locks WHERE NOT granted")
                    .contains("validator_jobs"));
            worker.commit();

            assertThat(migration.get().success).isTrue();
            assertThat(texts(look, "SELECT status || ' ' || attempts FROM validator_jobs ORDER BY id"))
                    .containsExactly("in_progress 1", "pending 1");
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static FairweatherDatabase beforeTheQueue() throws SQLException {
        FairweatherDatabase where = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .configuration(MigratedDatabase.flyway(where).getConfiguration())
                .target("6")
                .load()
                .migrate();
        return where;
    }

    @Test
    void given_two_running_jobs_of_a_miner_when_the_schema_is_migrated_then_the_later_one_is_given_back()
            throws SQLException {
        FairweatherDatabase where = beforeTheQueue();
        try (Connection owner = where.connectAsOwner();
                Statement statement = owner.createStatement()) {
            job(statement, "scoring", 7, "in_progress");
            job(statement, "scoring", 7, "in_progress");
            job(statement, "orchestrator", 7, "in_progress");
            job(statement, "scoring", 8, "in_progress");
            job(statement, "scoring", null, "in_progress");
            job(statement, "scoring", null, "in_progress");

            MigratedDatabase.migrate(where);

            assertThat(texts(statement, """
                            SELECT concat_ws(' ', status, attempts, lease_expires_at IS NULL)
                            FROM validator_jobs ORDER BY id
                            """))
                    .containsExactly(
                            "in_progress 1 f",
                            "pending 0 t",
                            "in_progress 1 f",
                            "in_progress 1 f",
                            "in_progress 1 f",
                            "in_progress 1 f");
        }
    }
}
