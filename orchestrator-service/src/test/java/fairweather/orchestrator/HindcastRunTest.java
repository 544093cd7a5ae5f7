package fairweather.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.run.RunConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twenty days after a cycle, when everybody knows its weather and all ten leads are due. */
class HindcastRunTest {
    private static final Instant CYCLE = Instant.parse("2018-10-06T00:00:00Z");
    private static final Instant NOMINAL = Instant.parse("2018-10-26T00:00:00Z");
    private static final Instant NOON = NOMINAL.plus(Duration.ofHours(12));

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

    private void hindcasts() {
        orchestration.database.update("""
                INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
                SELECT 'hindcast', false, true, 0, 1080, 0, run_config || '{"hindcast": true, "test_hindcast_days": 20}'
                FROM series WHERE name = 'daily'
                """);
    }

    private List<String> promisesBroken() {
        return orchestration.violated();
    }

    @Test
    void a_hindcast_asks_freezes_and_scores_all_ten_leads_on_its_first_day() {
        hindcasts();
        int run = orchestration.open("hindcast", NOMINAL, 7);
        orchestration.seeded();
        assertThat(promisesBroken()).isEmpty();
        orchestration.advance(Duration.ofMinutes(6));
        orchestration.settle();
        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");

        orchestration.day1(0.5);
        RunConfig.LEAD_COLUMNS.forEach(lead -> orchestration.truthIsReady());
        Job era5 = orchestration.claim(JobType.ERA5);
        int n = 0;
        for (int lead : RunConfig.LEAD_COLUMNS) {
            orchestration.lead(era5, n, lead, 0.4);
            n += 2;
        }

        assertThat(orchestration.runStatus(run)).isEqualTo("completed");
        assertThat(orchestration.stats(run, 7).getDouble("era5_combined_score")).isCloseTo(0.4, within(1e-12));
        assertThat(orchestration
                        .database
                        .first("SELECT min(valid_time) AS first FROM truth_status")
                        .orElseThrow()
                        .getOffsetDateTime("first")
                        .toInstant())
                .isEqualTo(CYCLE.plus(Duration.ofHours(24)));
        assertThat(orchestration.database.query("SELECT 1 FROM miner_stats WHERE avg_forecast_score IS NOT NULL"))
                .as("a hindcast counts for nothing")
                .isEmpty();
        assertThat(promisesBroken()).isEmpty();
    }

    @Test
    void a_counting_run_of_the_same_cycle_asks_nobody() {
        int run = orchestration.open("daily", CYCLE, 7);
        orchestration.seeded();

        assertThat(orchestration.runStatus(run)).isEqualTo("failed");
        assertThat(gateway.asked()).isEmpty();
        assertThat(promisesBroken()).isEmpty();
    }

    @Test
    void what_the_run_was_opened_as_decides_and_not_what_its_series_has_become() {
        hindcasts();
        int run = orchestration.open("hindcast", NOMINAL, 7);
        orchestration.database.update("UPDATE series SET run_config = run_config - 'hindcast' - 'test_hindcast_days' "
                + "WHERE name = 'hindcast'");
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(6));
        orchestration.settle();

        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");
    }

    @Test
    void a_replays_miners_are_asked_even_if_its_series_is_given_a_calendar() {
        orchestration.database.update("""
                INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
                SELECT 'october', false, true, 0, 1080, 0, run_config FROM series WHERE name = 'daily'
                """);
        orchestration.database.update("""
                INSERT INTO replays (name, source_series, first_cycle, last_cycle, every_hours, at_once, next_cycle, actor,
                    reason)
                VALUES ('october', 'daily', '2018-10-06T00:00Z', '2018-10-06T00:00Z', 24, 1, '2018-10-06T00:00Z', 'alice',
                    'a test')
                """);
        int run = orchestration.open("october", CYCLE, 7);
        orchestration.seeded();
        orchestration.advance(Duration.ofMinutes(6));
        orchestration.settle();

        assertThat(orchestration.response(run, 7).getString("verification_state"))
                .isEqualTo("verified");
    }
}
