package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
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

    @Test
    void given_two_running_jobs_of_a_miner_when_the_schema_is_migrated_then_the_later_one_is_given_back()
            throws SQLException {
        FairweatherDatabase where = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .configuration(MigratedDatabase.flyway(where).getConfiguration())
                .target("6")
                .load()
                .migrate();
        try (Connection owner = where.connectAsOwner();
                Statement statement = owner.createStatement()) {
            job(statement, "scoring", 7, "in_progress");
            job(statement, "scoring", 7, "in_progress");
            job(statement, "orchestrator", 7, "in_progress");
            job(statement, "scoring", 8, "in_progress");
            job(statement, "scoring", null, "in_progress");
            job(statement, "scoring", null, "in_progress");

            MigratedDatabase.migrate(where);

            List<String> jobs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT status, attempts, lease_expires_at IS NULL FROM validator_jobs ORDER BY id")) {
                while (rows.next()) {
                    jobs.add(rows.getString(1) + " " + rows.getInt(2) + " " + rows.getString(3));
                }
            }
            assertThat(jobs)
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
