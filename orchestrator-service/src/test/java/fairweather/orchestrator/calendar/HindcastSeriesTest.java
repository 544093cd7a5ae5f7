package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.periodic.AbandonedRuns;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A series of hindcasts beside the daily one, both opened at 18:00. */
class HindcastSeriesTest {
    private OrchestratorDatabase postgres;
    private CalendarKeeper keeper;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        postgres.database().update("UPDATE series SET jitter_minutes = 0");
        postgres.database().update("""
                INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
                SELECT 'hindcast', false, true, 0, 1080, 0,
                       run_config || '{"hindcast": true, "test_hindcast_days": 18, "test_hindcast_hours": 6}'
                FROM series WHERE name = 'daily'
                """);
        keeper = new CalendarKeeper(() -> "validator", System::nanoTime);
        keeper.learnIdentity();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private void tickAt(String now) {
        postgres.setNow(Instant.parse(now));
        postgres.database().transaction(keeper::tick);
    }

    private List<String> texts(String sql) {
        return postgres.database().query(sql).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    private int givenUp() {
        return postgres.database().transaction(AbandonedRuns::giveUp);
    }

    private List<String> runs() {
        return texts("""
                SELECT concat_ws(' ', to_char(gfs_init_time_utc, 'MM-DD HH24'),
                                 to_char(nominal_init_time_utc, 'MM-DD HH24'), hindcast_hours, hindsight, forecast_type,
                                 forecast_run_id, CASE WHEN late THEN 'late' END) AS text
                FROM weather_forecast_runs WHERE series = 'hindcast' ORDER BY id
                """);
    }

    @Test
    void the_run_of_a_nominal_day_forecasts_the_cycle_of_eighteen_days_and_six_hours_before_and_says_both() {
        tickAt("2025-11-26T17:59:00Z");
        assertThat(runs()).isEmpty();
        tickAt("2025-11-26T18:01:00Z");
        tickAt("2025-11-26T18:02:00Z");

        assertThat(runs()).containsExactly("11-07 18 11-26 00 438 t hindcast forecast_20251107_18_to_20251107_18");
        assertThat(texts("SELECT hindsight || ' ' || (nominal_init_time_utc IS NULL) AS text "
                        + "FROM weather_forecast_runs WHERE series = 'daily'"))
                .containsExactly("false true");
        assertThat(texts("SELECT to_char(cycle, 'MM-DD HH24') AS text FROM calendar_days WHERE series = 'hindcast'"))
                .containsExactly("11-26 00");
        assertThat(texts("SELECT data ->> 'cycle' || ' for ' || (data ->> 'nominal_cycle') AS text FROM outcomes "
                        + "WHERE data ->> 'series' = 'hindcast'"))
                .containsExactly("2025-11-07T18:00:00Z for 2025-11-26T00:00:00Z");
    }

    @Test
    void its_day_lasts_until_midnight_since_no_hour_is_too_late_for_it() {
        tickAt("2025-11-26T23:59:00Z");

        assertThat(runs()).containsExactly("11-07 18 11-26 00 438 t hindcast forecast_20251107_18_to_20251107_18 late");
        assertThat(texts("SELECT series || ' ' || decision AS text FROM calendar_days ORDER BY series"))
                .containsExactly("daily missed", "hindcast opened");
    }

    @Test
    void days_without_any_orchestrator_are_missed_by_their_nominal_cycles() {
        tickAt("2025-11-26T18:01:00Z");
        tickAt("2025-11-28T12:00:00Z");

        assertThat(texts("SELECT decision || ' ' || to_char(cycle, 'MM-DD HH24') AS text FROM calendar_days "
                        + "WHERE series = 'hindcast' ORDER BY cycle"))
                .containsExactly("opened 11-26 00", "missed 11-27 00");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void a_failed_hindcast_is_opened_again_on_its_nominal_day() {
        tickAt("2025-11-26T18:01:00Z");
        postgres.database().update("UPDATE weather_forecast_runs SET status = 'failed', completion_time = fw_now()");
        tickAt("2025-11-26T18:02:00Z");
        tickAt("2025-11-26T18:03:00Z");

        assertThat(runs()).hasSize(2);
    }

    @Test
    void the_preview_knows_that_the_days_hindcast_is_open_already() {
        tickAt("2025-11-26T18:01:00Z");

        List<CalendarPreview.Planned> planned =
                postgres.database().transaction(tx -> CalendarPreview.of(tx, "validator"));
        assertThat(planned)
                .filteredOn(one -> one.series().equals("hindcast"))
                .extracting(CalendarPreview.Planned::cycle)
                .containsExactly(Instant.parse("2025-11-27T00:00:00Z"));
    }

    @Test
    void a_hindcast_that_counts_is_refused_and_holds_no_other_up() {
        postgres.database().update("UPDATE series SET counts = true WHERE name = 'hindcast'");
        tickAt("2025-11-26T18:01:00Z");

        assertThat(runs()).isEmpty();
        assertThat(texts("SELECT series AS text FROM weather_forecast_runs")).containsExactly("daily");
        postgres.database().update("INSERT INTO node_table (uid, hotkey) VALUES (0, 'hotkey')");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");
        assertThat(opener.open("hindcast", Instant.parse("2025-11-26T00:00:00Z"), null, "alice", "a test"))
                .isEqualTo(new RunOpener.Result.Refused(
                        RunOpener.Result.Kind.CONFLICT,
                        "series hindcast is not configured as it should be: it counts, but its miners could know the "
                                + "weather that they forecast: a hindcast or a replay must not count"));
    }

    @Test
    void asked_for_by_its_nominal_cycle_the_same_run_is_found() {
        tickAt("2025-11-26T18:01:00Z");
        postgres.database().update("INSERT INTO node_table (uid, hotkey) VALUES (0, 'hotkey')");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");

        assertThat(opener.open("hindcast", Instant.parse("2025-11-26T00:00:00Z"), null, "alice", "a test"))
                .isInstanceOf(RunOpener.Result.Live.class);
        assertThat(runs()).hasSize(1);
    }

    @Test
    void its_horizon_counts_from_its_opening_when_its_last_lead_was_due_before() {
        postgres.database().update("""
                UPDATE series SET run_config = run_config || '{"test_hindcast_days": 40}' WHERE name = 'hindcast'
                """);
        tickAt("2025-11-26T18:01:00Z");
        postgres.database().update("UPDATE weather_forecast_runs SET status = 'awaiting_era5'");

        postgres.setNow(Instant.parse("2025-12-06T18:00:00Z"));
        assertThat(givenUp()).isZero();
        postgres.setNow(Instant.parse("2025-12-06T18:02:00Z"));
        assertThat(givenUp()).isEqualTo(1);
    }

    @Test
    void no_row_can_say_that_it_was_shifted_twice_or_by_something_else() {
        tickAt("2025-11-26T18:01:00Z");
        for (String change : List.of(
                "hindcast_hours = 432",
                "gfs_init_time_utc = gfs_init_time_utc - interval '438 hours'",
                "nominal_init_time_utc = NULL",
                "hindsight = false")) {
            String update = "UPDATE weather_forecast_runs SET " + change + " WHERE series = 'hindcast'";
            assertThatThrownBy(() -> postgres.database().update(update))
                    .as(change)
                    .hasMessageContaining("hindcasts_are_shifted_once");
        }
    }
}
