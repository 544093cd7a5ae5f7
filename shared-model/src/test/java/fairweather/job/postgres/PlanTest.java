package fairweather.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.outcome.OutcomeSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the statements that run all the time, at a hundred thousand jobs and outcomes: with the values known and
 * with a generic plan, an index leads to the rows and nothing that grows with the backlog is scanned or sorted.
 */
class PlanTest {
    private static final int ROWS = 100_000;
    private static final int LIMIT = 100;

    private static MigratedDatabase database;

    /**
     * @param values the arguments of the statement as SQL
     * @param index an index that must be used, or several of which one must be
     */
    record Hot(String name, String sql, String values, String index) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hot> statements() {
        String ids = LongStream.rangeClosed(1, 64).mapToObj(Long::toString).collect(Collectors.joining(","));
        String leases = "ARRAY[" + ids + "], array_fill(1::bigint, ARRAY[64])";
        String ends = leases + """
                , array_fill('completed'::varchar, ARRAY[64]), array_fill('{}'::jsonb, ARRAY[64]),
                array_fill(NULL::timestamptz, ARRAY[64]), array_fill(NULL::bigint, ARRAY[64]),
                array_fill(NULL::jsonb, ARRAY[64]), array_fill(false, ARRAY[64]), array_fill(NULL::text, ARRAY[64]),
                array_fill(NULL::varchar, ARRAY[64]), array_fill(NULL::varchar, ARRAY[64])""";
        String types = "ARRAY['weather.query_miner', 'weather.poll_miner', 'weather.era5']";
        return Stream.of(
                new Hot("claim one", ClaimSql.CLAIM_ONE, "'weather.era5', 'w', 30000", "idx_jobs_claim"),
                new Hot("claim many", ClaimSql.CLAIM, "'weather.poll_miner', 64, 'w', 30000", "idx_jobs_claim"),
                new Hot("claim what is not there", ClaimSql.CLAIM, "'weather.seed', 1, 'w', 30000", "idx_jobs_claim"),
                new Hot("heartbeat", JobSql.HEARTBEAT, leases + ", 30000", "validator_jobs_pkey or uq_jobs_miner_busy"),
                new Hot("hold", JobSql.LOCK_HELD, "4711, 1", "validator_jobs_pkey"),
                new Hot(
                        "end one",
                        EndSql.END,
                        "4711, 1, 'completed', '{}', NULL, NULL, NULL, false, NULL, NULL, NULL",
                        "validator_jobs_pkey"),
                new Hot("end many", EndSql.END_ALL, ends, "validator_jobs_pkey or uq_jobs_miner_busy"),
                new Hot(
                        "end many with reports",
                        EndSql.END_ALL_REPORTING,
                        ends,
                        "validator_jobs_pkey or uq_jobs_miner_busy"),
                new Hot("release", JobSql.RELEASE, leases, "validator_jobs_pkey or uq_jobs_miner_busy"),
                new Hot("reclaim", Reaper.RECLAIM, "100", "uq_jobs_miner_busy"),
                new Hot("cancel", JobSql.CANCEL, "4711, 'why'", "validator_jobs_pkey"),
                new Hot(
                        "until next look",
                        ClaimSql.UNTIL_NEXT_LOOK,
                        types + ", ARRAY[NULL, NULL, 1], ARRAY[true, true, false], 4, 250000, 8",
                        "idx_jobs_next_due"),
                new Hot(
                        "claim within a type's limit",
                        ClaimSql.CLAIM_LIMITED,
                        "'weather.era5', 64, 1, NULL, NULL, NULL, 'w', 30000",
                        "idx_jobs_claim"),
                new Hot(
                        "claim within the limits of hosts",
                        ClaimSql.CLAIM_LIMITED,
                        "'weather.poll_miner', 64, NULL, 4, 250000, 8, 'w', 30000",
                        "idx_jobs_claim"),
                new Hot(
                        "enqueue",
                        JobSql.ENQUEUE,
                        "'weather.era5', 'scoring', 50, '{}', NULL, 0, 'key 12', NULL, NULL, NULL, NULL",
                        "uq_jobs_singleton"),
                new Hot("unfolded outcomes", OutcomeSql.UNFOLDED, "", "idx_outcomes_unfolded"));
    }

    /** Nine tenths of the jobs are finished, most others wait, a hundred run or lapse; one outcome in twenty is not folded. */
    @BeforeAll
    static void fill() {
        database = MigratedDatabase.create();
        database.asOwner("""
                ALTER TABLE validator_jobs DISABLE TRIGGER jobs_due_now;
                INSERT INTO validator_jobs (job_type, service, priority, status, due_at, lease_token, lease_expires_at,
                                            claimed_by, singleton_key, completed_at)
                SELECT t.job_type, 'scoring', t.priority, t.status, now() - n * interval '1 second' + interval '8 hours',
                       1, CASE WHEN t.status = 'in_progress' THEN now() + (n %% 60 - 5) * interval '1 second' END,
                       'worker', 'key ' || n, CASE WHEN t.status IN ('completed', 'failed', 'cancelled') THEN now() END
                FROM generate_series(1, %1$d) n
                CROSS JOIN LATERAL (SELECT
                    (ARRAY['weather.query_miner', 'weather.poll_miner', 'weather.day1', 'weather.era5'])[n %% 4 + 1]
                        AS job_type,
                    (ARRAY[80, 70, 60, 50])[n %% 4 + 1] AS priority,
                    CASE WHEN n %% 997 = 0 THEN 'in_progress' WHEN n %% 17 = 0 THEN 'pending'
                         WHEN n %% 37 = 0 THEN 'retry_scheduled' WHEN n %% 41 = 0 THEN 'failed'
                         ELSE 'completed' END AS status) t;
                INSERT INTO outcomes (kind, actor, folded_at, disposition)
                SELECT 'lead_scored', 'worker', CASE WHEN n %% 20 > 0 THEN now() END,
                       CASE WHEN n %% 20 > 0 THEN 'applied' END
                FROM generate_series(1, %1$d) n;
                ANALYZE validator_jobs;
                ANALYZE outcomes
                """.formatted(ROWS));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void given_a_hundred_thousand_rows_when_a_hot_statement_is_planned_then_an_index_leads_to_its_rows(Hot hot)
            throws SQLException {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            Plan plan = explain(hot, mode);
            assertThat(plan.sequentialScansOf("validator_jobs")).as(mode + plan).isEmpty();
            assertThat(plan.sequentialScansOf("outcomes")).as(mode + plan).isEmpty();
            assertThat(plan.sortsOfMoreThan(LIMIT)).as(mode + plan).isEmpty();
            assertThat(plan.indexes()).as(mode).containsAnyOf(hot.index().split(" or "));
        }
    }

    @Test
    void given_the_claim_without_its_index_when_it_is_planned_then_the_scan_and_the_sort_are_seen()
            throws SQLException {
        Hot claim = statements().findFirst().orElseThrow();
        try (Connection connection = database.where().connectAsOwner()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP INDEX idx_jobs_claim, idx_jobs_next_due, uq_jobs_singleton");
            }
            Plan plan = explain(connection, claim, "force_custom_plan");
            connection.rollback();
            assertThat(plan.sequentialScansOf("validator_jobs")).hasSize(1);

            assertThat(plan.sortsOfMoreThan(LIMIT)).hasSize(1);
            assertThat(plan.indexes()).doesNotContain(claim.index());
        }
    }

    /** A beat touches no column that an index has, and there is room on the page of its row. */
    @Test
    void given_running_jobs_when_their_leases_are_renewed_then_no_index_changes() throws SQLException {
        String beat = "ARRAY[997, 1994, 2991]::bigint[], ARRAY[1, 1, 1]::bigint[], 30000";
        try (Connection connection = database.where().connectAsApp()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PREPARE beat AS " + JobSql.HEARTBEAT);
                statement.execute("EXECUTE beat(" + beat + ")");
                try (ResultSet rows = statement.executeQuery("""
                        SELECT pg_stat_get_xact_tuples_updated('validator_jobs'::regclass),
                               pg_stat_get_xact_tuples_hot_updated('validator_jobs'::regclass)
                        """)) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(3);
                    assertThat(rows.getInt(2)).isEqualTo(3);
                }
            }
            connection.rollback();
        }
    }

    static Stream<Hot> looks() {
        String era5 = "'weather.era5', 64, ";
        return Stream.of(
                new Hot("claim one", ClaimSql.CLAIM_ONE, "'weather.era5', 'w', 30000", ""),
                new Hot("claim many", ClaimSql.CLAIM, era5 + "'w', 30000", ""),
                new Hot("claim within limits", ClaimSql.CLAIM_LIMITED, era5 + "500, 4, 250000, 8, 'w', 30000", ""),
                new Hot(
                        "until next look",
                        ClaimSql.UNTIL_NEXT_LOOK,
                        "ARRAY['weather.era5'], ARRAY[NULL::bigint], ARRAY[false], NULL, NULL, NULL",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void given_a_paused_type_when_it_is_looked_at_then_its_backlog_is_not_scanned(Hot hot) throws SQLException {
        try (Connection connection = database.where().connectAsOwner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(executed(connection, hot).searchesOf("idx_jobs_claim")).isPositive();
            statement.execute("INSERT INTO job_holds (job_type, reason, actor) VALUES ('weather.era5', 'why', 'me')");
            assertThat(executed(connection, hot).searchesOf("idx_jobs_claim")).isZero();
            connection.rollback();
        }
    }

    private static Plan executed(Connection connection, Hot hot) throws SQLException {
        Savepoint before = connection.setSavepoint();
        Plan plan = explain(connection, hot, "force_generic_plan", "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ");
        connection.rollback(before);
        return plan;
    }

    private static Plan explain(Hot hot, String mode) throws SQLException {
        try (Connection connection = database.where().connectAsApp()) {
            return explain(connection, hot, mode);
        }
    }

    private static Plan explain(Connection connection, Hot hot, String mode) throws SQLException {
        return explain(connection, hot, mode, "EXPLAIN (FORMAT JSON) EXECUTE ");
    }

    private static Plan explain(Connection connection, Hot hot, String mode, String explain) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute("DEALLOCATE ALL; PREPARE hot AS " + hot.sql());
            String execute = hot.values().isEmpty() ? "hot" : "hot(" + hot.values() + ")";
            try (ResultSet rows = statement.executeQuery(explain + execute)) {
                rows.next();
                return Plan.of(hot.sql(), rows.getString(1));
            }
        }
    }
}
