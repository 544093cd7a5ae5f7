package fairweather.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.JobType;
import fairweather.orchestrator.Orchestration;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.ScriptedGateway;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a conversation with a miner survives: first refusals, lost answers, repeated jobs, a late beginning. */
class ConversationTest {
    private static final Instant CYCLE = Instant.parse("2018-10-06T00:00:00Z");
    private static final Instant NOON = CYCLE.plus(Duration.ofHours(12));
    private static final String DUE = "due_at";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private OrchestratorDatabase postgres;
    private Orchestration orchestration;

    @BeforeEach
    void start() {
        postgres = new OrchestratorDatabase();
        orchestration = new Orchestration(postgres, gateway, NOON);
    }

    @AfterEach
    void close() {
        orchestration.close();
        postgres.close();
        gateway.close();
    }

    private Instant due(JobType type, int run, int uid) {
        return orchestration.job(type, run, uid).getOffsetDateTime(DUE).toInstant();
    }

    /** Fails a call so many times, then does as usual. */
    private void failing(String operation, String code, int times, JsonObject then) {
        AtomicInteger left = new AtomicInteger(times);
        gateway.on(operation, id -> left.getAndDecrement() > 0 ? ScriptedGateway.failed(code) : then);
    }

    @Test
    @Tag("P-01")
    void a_query_that_failed_once_is_made_again_after_a_minute_and_is_the_same_job() {
        failing("initiate", "TIMEOUT_READ", 1, ScriptedGateway.accepted("job-7"));
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();

        Row waiting = orchestration.job(JobType.QUERY_MINER, run, 7);
        assertThat(waiting.getString("status")).isEqualTo("retry_scheduled");
        assertThat(Duration.between(NOON, due(JobType.QUERY_MINER, run, 7)))
                .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
        assertThat(orchestration.violated()).isEmpty();
        assertThat(orchestration.stats(run, 7).getString("current_forecast_status"))
                .isEqualTo("retrying");

        orchestration.advance(Duration.ofSeconds(66));
        orchestration.settle();
        assertThat(orchestration.response(run, 7).getString("status")).isEqualTo("inference_running");
        assertThat(orchestration.job(JobType.QUERY_MINER, run, 7).getLong("id")).isEqualTo(waiting.getLong("id"));
        assertThat(orchestration.violated()).isEmpty();
    }

    @Test
    @Tag("P-10")
    void a_verification_that_failed_once_is_made_again_and_leads_to_day_1() {
        failing("freeze", "TIMEOUT_READ", 1, ScriptedGateway.frozen(7));
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(5));
        orchestration.settle();

        assertThat(orchestration.job(JobType.POLL_MINER, run, 7).getString("status"))
                .isEqualTo("retry_scheduled");
        assertThat(orchestration.stats(run, 7).getString("last_error_message")).isEqualTo("told by the script");
        assertThat(orchestration.violated()).isEmpty();

        orchestration.advance(Duration.ofSeconds(132));
        orchestration.settle();
        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");
        assertThat(orchestration.job(JobType.DAY1, run, 7).getString("status")).isEqualTo("pending");
        assertThat(orchestration.violated()).isEmpty();
    }

    @Test
    @Tag("P-11")
    void reference_data_that_come_three_hours_late_cost_no_miner_its_verification() {
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.defer(orchestration.claim(JobType.SEED), Duration.ofHours(3));
        assertThat(orchestration.runStatus(run)).isEqualTo("gfs_downloading");
        orchestration.advance(Duration.ofHours(3));
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(5));
        orchestration.settle();

        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");
    }

    @Test
    @Tag("P-09")
    void a_repeated_query_or_poll_of_a_verified_miner_asks_it_nothing_and_undoes_nothing() {
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(5));
        orchestration.settle();
        Row verified = orchestration.response(run, 7);
        List<String> asked = gateway.asked();

        orchestration.database.update("""
                UPDATE validator_jobs SET status = 'pending', completed_at = NULL, due_at = fw_now()
                WHERE run_id = $1 AND service = 'orchestrator' AND miner_uid = 7
                """, run);
        orchestration.settle();

        Row after = orchestration.response(run, 7);
        assertThat(gateway.asked()).isEqualTo(asked);
        assertThat(after.getString("status")).isEqualTo(verified.getString("status"));
        assertThat(after.getString("verification_state")).isEqualTo("verified");
        assertThat(orchestration
                        .job(JobType.POLL_MINER, run, 7)
                        .getJsonObject("result")
                        .getString("outcome"))
                .isEqualTo("skipped");
        assertThat(orchestration.violated()).isEmpty();
    }

    @Test
    @Tag("P-23")
    void a_miner_that_computes_is_asked_once_per_interval_and_the_twentieth_answer_may_still_be_ready() {
        AtomicInteger polls = new AtomicInteger();
        gateway.on("poll", id -> ScriptedGateway.polled(polls.incrementAndGet() < 20 ? "running" : "done"));
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();
        for (int n = 1; n <= 20; n++) {
            assertThat(polls).hasValue(n - 1);
            orchestration.advance(Duration.ofMinutes(5).minusSeconds(1));
            orchestration.settle();
            assertThat(polls).as("a second before poll %d", n).hasValue(n - 1);
            orchestration.advance(Duration.ofSeconds(1));
            orchestration.settle();
        }
        assertThat(polls).hasValue(20);
        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");
    }

    private List<String> ends(int run) {
        return orchestration
                .database
                .query(
                        "SELECT status, failure_code FROM weather_miner_responses WHERE run_id = $1 ORDER BY miner_uid",
                        run)
                .stream()
                .map(row -> row.getString("status") + " " + row.getString("failure_code"))
                .toList();
    }

    @Test
    @Tag("P-54")
    void a_miner_that_answers_with_the_job_of_another_fails_and_the_other_goes_on() {
        AtomicInteger queries = new AtomicInteger();
        gateway.on(
                "initiate",
                id -> queries.getAndIncrement() == 1
                        ? ScriptedGateway.failed("TIMEOUT_READ")
                        : ScriptedGateway.accepted("the-same-job"));
        int run = orchestration.open("daily", CYCLE, 3, 4);
        orchestration.seeded();
        orchestration.advance(Duration.ofSeconds(66));
        orchestration.settle();

        assertThat(ends(run)).containsExactlyInAnyOrder("inference_running null", "failed ISOLATION");
    }

    /** Neither answer is known when the other one is looked at; it is seen before anything is scored. */
    @Test
    @Tag("P-54")
    void two_miners_that_answer_with_one_job_at_the_same_moment_do_not_both_get_away_with_it() {
        CyclicBarrier together = new CyclicBarrier(2);
        gateway.on("initiate", id -> {
            arriveAt(together);
            return ScriptedGateway.accepted("the-same-job");
        });
        int run = orchestration.open("daily", CYCLE, 3, 4);
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(5));
        orchestration.settle();

        assertThat(ends(run)).containsExactly("forecast_ready null", "failed ISOLATION");
        assertThat(orchestration.violated()).isEmpty();
    }

    private static void arriveAt(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(alone);
        }
    }

    @Test
    @Tag("P-17")
    void a_run_in_test_mode_and_one_in_production_wait_each_by_its_own_rule() {
        gateway.on("initiate", id -> ScriptedGateway.failed("TIMEOUT_READ"));
        int production = orchestration.open("daily", CYCLE, 7);
        int test = orchestration.open("demo", CYCLE, 7);
        orchestration.seeded();
        orchestration.seeded();

        assertThat(Duration.between(NOON, due(JobType.QUERY_MINER, production, 7)))
                .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
        assertThat(Duration.between(NOON, due(JobType.QUERY_MINER, test, 7)))
                .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
    }

    /** The fold's transactions come and go meanwhile; one that is held for the call lasts as long as the call. */
    @Test
    @Tag("P-13")
    void no_transaction_and_no_lock_is_held_while_a_miner_is_asked() {
        AtomicInteger unheld = new AtomicInteger();
        gateway.on("initiate", id -> {
            await().atMost(Duration.ofSeconds(10)).until(() -> openTransactions() == 0);
            unheld.incrementAndGet();
            return ScriptedGateway.accepted("job-" + id);
        });
        orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();

        assertThat(unheld).hasValue(1);
        assertThat(orchestration.database.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
    }

    private int openTransactions() {
        return orchestration
                .database
                .first("SELECT count(*)::integer AS open FROM pg_stat_activity WHERE state LIKE 'idle in trans%' "
                        + "AND datname = current_database() AND pid <> pg_backend_pid()")
                .orElseThrow()
                .getInteger("open");
    }
}
