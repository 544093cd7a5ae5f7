package fairweather.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One orchestrator with a run in test mode, whose truths are due at once, and a run in production. */
class TestModeTest {
    private static final Instant CYCLE = Instant.parse("2018-10-16T00:00:00Z");
    private static final Instant NOON = CYCLE.plus(Duration.ofHours(12));
    private static final Duration PAST_ALL_LEADS = Duration.ofDays(11);
    private static final int TESTED = 80;
    private static final int PRODUCING = 79;

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

    @Test
    @Tag("P-17")
    void beside_a_run_in_test_mode_one_in_production_asks_all_256_miners_and_looks_for_no_truth_before_it_is_due() {
        int test = orchestration.open("demo", CYCLE.minus(PAST_ALL_LEADS), TESTED);
        orchestration.seeded();
        int production = orchestration.open(
                "daily", CYCLE, IntStream.range(0, 256).boxed().toArray(Integer[]::new));
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(6));
        orchestration.settle();

        assertThat(initiated(test)).isEqualTo(1);
        assertThat(initiated(production)).isEqualTo(256);

        List<Job> day1 = claim(JobType.DAY1);
        score(day1, test, TESTED);
        score(day1, production, PRODUCING);
        Instant due = CYCLE.plus(Duration.ofHours(24 + 126));
        assertThat(orchestration
                        .job(JobType.ERA5, production, PRODUCING)
                        .getOffsetDateTime("due_at")
                        .toInstant())
                .isEqualTo(due);
        assertThat(runsOf(claim(JobType.ERA5_TRUTH))).isNotEmpty().containsOnly(test);
        assertThat(runsOf(claim(JobType.ERA5))).containsExactly(test);

        orchestration.advanceTo(due.minusSeconds(1));
        assertThat(runsOf(claim(JobType.ERA5_TRUTH))).isEmpty();
        assertThat(runsOf(claim(JobType.ERA5))).isEmpty();

        orchestration.advanceTo(due);
        assertThat(runsOf(claim(JobType.ERA5_TRUTH))).containsExactly(production);
    }

    private long initiated(int run) {
        return orchestration.database.query("SELECT id FROM weather_miner_responses WHERE run_id = $1", run).stream()
                .filter(row -> gateway.asked("initiate " + row.getInteger("id")) == 1)
                .count();
    }

    private void score(List<Job> jobs, int run, int uid) {
        Job day1 = jobs.stream()
                .filter(job -> job.runId() == run && job.minerUid() == uid)
                .findFirst()
                .orElseThrow();
        orchestration.report(day1, 0, OutcomeKind.DAY1_STARTED, new JsonObject());
        orchestration.succeed(day1, OutcomeKind.DAY1_SCORED, new JsonObject().put("score", 0.5));
    }

    private List<Job> claim(JobType type) {
        return orchestration
                .queue
                .claim(type, 300, "scoring", Duration.ofDays(365))
                .await()
                .indefinitely();
    }

    private static List<Integer> runsOf(List<Job> jobs) {
        return jobs.stream().map(Job::runId).filter(Objects::nonNull).toList();
    }
}
