package fairweather.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.run.RunConfig;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One run of a counting series from its opening to its end eleven days later: uid 0 does everything right at once, uid 1
 * takes three polls and falters once, uid 2 is offline, uid 3 refuses us.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeRunTest {
    private static final Instant CYCLE = Instant.parse("2018-10-06T00:00:00Z");

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final ConcurrentHashMap<Integer, AtomicInteger> polls = new ConcurrentHashMap<>();
    private OrchestratorDatabase postgres;
    private Orchestration orchestration;
    private int run;

    @BeforeAll
    void open() {
        postgres = new OrchestratorDatabase();
        orchestration = new Orchestration(postgres, gateway, CYCLE.plus(Duration.ofHours(12)));
        gateway.on("initiate", id -> switch (uid(id)) {
            case 2 -> ScriptedGateway.failed("UNREACHABLE");
            case 3 -> ScriptedGateway.failed("REJECTED_IDENTITY");
            default -> ScriptedGateway.accepted("job-" + id);
        });
        gateway.on("poll", id -> {
            int n = polls.computeIfAbsent(uid(id), uid -> new AtomicInteger()).incrementAndGet();
            if (uid(id) == 0) {
                return ScriptedGateway.polled("done");
            }
            return n == 1 ? ScriptedGateway.failed("TIMEOUT_READ") : ScriptedGateway.polled(n < 3 ? "running" : "done");
        });
        run = orchestration.open("daily", CYCLE, 0, 1, 2, 3);
        orchestration.seeded();
    }

    @AfterAll
    void close() {
        orchestration.close();
        postgres.close();
        gateway.close();
    }

    private int uid(int responseId) {
        return orchestration
                .database
                .first("SELECT miner_uid FROM weather_miner_responses WHERE id = $1", responseId)
                .orElseThrow()
                .getInteger("miner_uid");
    }

    private String status(int uid) {
        return orchestration.response(run, uid).getString("status");
    }

    private void later(Duration wait) {
        orchestration.advance(wait);
        orchestration.settle();
        assertThat(orchestration.violated()).isEmpty();
    }

    @Test
    @Order(1)
    @Tag("P-06")
    void an_offline_miner_does_not_end_the_run_of_those_that_still_compute() {
        for (int minute = 0; minute < 30; minute++) {
            later(Duration.ofMinutes(1));
        }
        assertThat(List.of(status(0), status(1), status(2), status(3)))
                .containsExactly("forecast_ready", "forecast_ready", "failed", "failed");
        assertThat(orchestration.runStatus(run)).isEqualTo("awaiting_inference_results");
        assertThat(polls.get(1)).hasValue(3);
    }

    @Test
    @Order(2)
    @Tag("P-04")
    void a_truth_that_appears_makes_the_leads_of_everybody_due_at_once() {
        orchestration.day1(0.5);
        orchestration.day1(0.25);
        assertThat(orchestration.runStatus(run)).isEqualTo("awaiting_era5");
        Instant due = CYCLE.plus(Duration.ofHours(24 + 126));
        assertThat(orchestration
                        .job(JobType.ERA5, run, 0)
                        .getOffsetDateTime("due_at")
                        .toInstant())
                .isEqualTo(due);
        assertThat(orchestration
                        .queue
                        .claim(JobType.ERA5, 9, "early", Duration.ofMinutes(1))
                        .await()
                        .indefinitely())
                .as("no ERA5 work before it is due")
                .isEmpty();

        orchestration.advanceTo(due);
        Job truth = orchestration.claim(JobType.ERA5_TRUTH);
        orchestration.defer(truth, Duration.ofHours(1));
        orchestration.advance(Duration.ofHours(1));
        orchestration.truthIsReady();
        assertThat(orchestration.violated()).isEmpty();
        assertThat(orchestration
                        .job(JobType.ERA5, run, 0)
                        .getOffsetDateTime("due_at")
                        .toInstant())
                .isBeforeOrEqualTo(orchestration.now());
    }

    @Test
    @Order(3)
    @Tag("P-33")
    void nobody_is_complete_after_the_first_lead() {
        for (int uid = 0; uid < 2; uid++) {
            Job era5 = orchestration.claim(JobType.ERA5);
            orchestration.lead(era5, 0, 24, 0.4);
            orchestration.defer(era5, Duration.ofDays(4));
        }
        assertThat(List.of(status(0), status(1))).containsOnly("era5_scoring");
        assertThat(orchestration.runStatus(run)).isEqualTo("scoring_era5");
        assertThat(orchestration.stats(run, 0).getDouble("era5_completeness")).isEqualTo(0.1);
        assertThat(orchestration.stats(run, 0).getString("forecast_status")).isEqualTo("era5_scoring");
    }

    @Test
    @Order(4)
    @Tag("P-06")
    @Tag("I10")
    void the_run_completes_as_soon_as_the_last_lead_is_due() {
        orchestration.advanceTo(CYCLE.plus(Duration.ofHours(240 + 126)));
        RunConfig.LEAD_COLUMNS.stream().skip(1).forEach(lead -> orchestration.truthIsReady());
        for (int uid = 0; uid < 2; uid++) {
            Job era5 = orchestration.claim(JobType.ERA5);
            int n = 0;
            for (int lead : RunConfig.LEAD_COLUMNS.subList(1, 10)) {
                orchestration.lead(era5, n, lead, 0.4);
                n += 2;
            }
        }
        assertThat(orchestration.runStatus(run)).isEqualTo("completed");
        assertThat(List.of(status(0), status(1))).containsOnly("era5_scored");
        assertThat(orchestration.stats(run, 0).getDouble("era5_combined_score")).isCloseTo(0.4, within(1e-12));
        assertThat(orchestration.violated()).isEmpty();
        assertThat(orchestration.database.query(
                        "SELECT id FROM validator_jobs WHERE status IN ('pending', 'in_progress', 'retry_scheduled')"))
                .as("a run that has ended leaves no work")
                .isEmpty();
    }

    private Row lifetime(int uid) {
        return orchestration
                .database
                .first("SELECT * FROM miner_stats WHERE miner_uid = $1", uid)
                .orElseThrow();
    }

    /** Each exchange is one sample: query, polls, freeze; a refusal says nothing about hosting. */
    @Test
    @Order(5)
    @Tag("P-45")
    void the_hosting_counters_are_the_exchanges_that_were_made() {
        assertThat(List.of(lifetime(0), lifetime(1), lifetime(2), lifetime(3)))
                .extracting(row -> row.getInteger("hosting_successes") + " of "
                        + (row.getInteger("hosting_successes") + row.getInteger("hosting_failures")))
                .containsExactly("3 of 3", "4 of 5", "0 of 4", "0 of 0");
    }

    /** I-18: the gateway says 5 ms for a query and a poll, 15 ms for a freeze; a failure has no part in the mean. */
    @Test
    @Order(5)
    void the_hosting_averages_are_those_of_the_exchanges_one_after_the_other() {
        assertThat(lifetime(0).getDouble("avg_hosting_latency_ms")).isCloseTo((5 + 5 + 15) / 3.0, within(1e-9));
        assertThat(lifetime(1).getDouble("avg_hosting_latency_ms")).isCloseTo((5 + 5 + 5 + 15) / 4.0, within(1e-9));
        assertThat(lifetime(2).getDouble("avg_hosting_latency_ms")).isNull();
        assertThat(List.of(lifetime(0), lifetime(1), lifetime(2)))
                .extracting(row -> row.getDouble("host_reliability_ratio"))
                .containsExactly(1.0, 0.8, 0.0);
        assertThat(lifetime(2).getJsonObject("common_errors").stream()
                        .mapToInt(error -> (Integer) error.getValue())
                        .sum())
                .isEqualTo(4);
    }

    @Test
    @Order(6)
    @Tag("P-46")
    void each_failed_forecast_is_counted_as_failed() {
        assertThat(List.of(lifetime(0), lifetime(1), lifetime(2), lifetime(3)))
                .extracting(row -> row.getInteger("successful_forecasts") + " " + row.getInteger("failed_forecasts"))
                .containsExactly("1 0", "1 0", "0 1", "0 1");
        assertThat(lifetime(2).getDouble("forecast_success_ratio")).isZero();
        assertThat(lifetime(2).getJsonObject("error_rate_by_type").getDouble("network"))
                .isEqualTo(1.0);
    }

    @Test
    @Order(7)
    @Tag("P-30")
    void every_job_of_the_chain_carries_the_validators_own_hotkey_or_none() {
        assertThat(orchestration.database.query("""
                        SELECT DISTINCT payload ->> 'validator_hotkey' AS hotkey FROM validator_jobs
                        WHERE payload ? 'validator_hotkey'
                        """))
                .extracting(row -> row.getString("hotkey"))
                .containsExactly("validator");
        assertThat(orchestration.database.query("SELECT DISTINCT validator_hotkey FROM weather_forecast_stats"))
                .extracting(row -> row.getString("validator_hotkey"))
                .containsExactly("validator");
    }
}
