package fairweather.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody keeps a snapshot from before the work open, so that nothing of what the claims leave behind can be removed:
 * they step over it, which costs time, and give out the same jobs.
 */
class OldSnapshotTest {
    private static final int JOBS = 1_000;
    private static final int LEFT = 10;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final MigratedDatabase database = MigratedDatabase.create();
    private final PostgresJobQueue queue = new PostgresJobQueue(database.pool());
    private Connection reader;

    @BeforeEach
    void enqueueAndLook() throws SQLException {
        queue.enqueueAll(IntStream.range(0, JOBS)
                        .mapToObj(n -> new NewJob(
                                JobType.SEED, 50, new JsonObject(), Due.now(), "key " + n, null, null, null, null))
                        .toList())
                .await()
                .indefinitely();
        reader = database.where().connectAsOwner();
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        assertThat(waiting()).isEqualTo(JOBS);
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        database.close();
    }

    private int waiting() throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM validator_jobs WHERE status = 'pending'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @Tag("F-14")
    void under_an_old_snapshot_each_job_is_claimed_once_in_its_turn_and_the_claims_cost_ends_with_the_snapshot()
            throws SQLException {
        long fresh = pagesOfAClaim();

        List<Long> claimed = new ArrayList<>();
        while (claimed.size() < JOBS - LEFT) {
            Job job = queue.claim(JobType.SEED, 1, "worker", LEASE)
                    .await()
                    .indefinitely()
                    .getFirst();
            claimed.add(job.lease().jobId());
            assertThat(queue.finish(job.lease(), new End.Succeeded(new JsonObject()), Report.NOTHING, 0)
                            .await()
                            .indefinitely())
                    .isTrue();
        }

        assertThat(claimed).isSorted().doesNotHaveDuplicates();
        assertThat(waiting()).as("what the snapshot sees").isEqualTo(JOBS);
        assertThat(pagesOfAClaim()).as("pages, for what was done since").isBetween(fresh + 1, fresh + 3L * JOBS);

        reader.rollback();
        database.asOwner("VACUUM validator_jobs");
        assertThat(pagesOfAClaim()).isLessThanOrEqualTo(2 * fresh);
    }

    /** How many pages a claim of one job reads. */
    private long pagesOfAClaim() throws SQLException {
        try (Connection connection = database.where().connectAsApp()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET plan_cache_mode = force_generic_plan");
                statement.execute("PREPARE claim AS " + ClaimSql.CLAIM_ONE);
                try (ResultSet rows = statement.executeQuery(
                        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE claim('weather.seed', 'worker', 30000)")) {
                    rows.next();
                    JsonObject plan =
                            new JsonArray(rows.getString(1)).getJsonObject(0).getJsonObject("Plan");
                    assertThat(plan.getLong("Actual Rows")).isEqualTo(1);
                    return plan.getLong("Shared Hit Blocks") + plan.getLong("Shared Read Blocks");
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
