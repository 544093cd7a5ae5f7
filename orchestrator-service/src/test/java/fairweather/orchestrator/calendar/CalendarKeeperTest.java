package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.periodic.PeriodicWork;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CalendarKeeperTest {
    private OrchestratorDatabase postgres;
    private CalendarKeeper keeper;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        keeper = new CalendarKeeper(() -> "validator", System::nanoTime);
        keeper.learnIdentity();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private void tickAt(String now) {
        postgres.setNow(Instant.parse(now));
        postgres.database().transaction(tx -> {
            keeper.tick(tx);
            return null;
        });
    }

    private List<String> texts(String sql) {
        return postgres.database().query(sql).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    private List<String> decisions() {
        return texts(
                "SELECT decision || ' ' || to_char(cycle, 'MM-DD HH24') AS text FROM calendar_days ORDER BY cycle");
    }

    @Test
    void a_series_that_cannot_be_read_holds_no_other_up() {
        postgres.database().update("""
                INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
                VALUES ('broken', false, true, 0, 1080, 0, '{"mode": "odd"}')
                """);
        tickAt("2025-11-26T18:31:00Z");

        assertThat(texts("SELECT series || ' ' || status AS text FROM weather_forecast_runs"))
                .containsExactly("daily created");
    }

    @Test
    @Tag("F-20")
    @Tag("I9")
    void the_days_run_opens_once_however_often_one_looks() {
        tickAt("2025-11-26T17:59:00Z");
        assertThat(decisions()).isEmpty();
        tickAt("2025-11-26T18:31:00Z");
        tickAt("2025-11-26T18:32:00Z");

        assertThat(decisions()).containsExactly("opened 11-26 00");
        assertThat(texts("SELECT series || ' ' || status AS text FROM weather_forecast_runs"))
                .containsExactly("daily created");
        assertThat(texts("SELECT job_type AS text FROM validator_jobs")).containsExactly("weather.run.orchestrate");
        assertThat(texts("SELECT kind || ' ' || actor AS text FROM outcomes")).containsExactly("run_opened calendar");
        assertThat(texts("SELECT source AS text FROM validator_job_logs")).containsExactly("calendar");
    }

    @Test
    void a_late_opening_is_marked_and_one_that_is_too_late_is_recorded_as_missed() {
        tickAt("2025-11-26T19:30:00Z");
        assertThat(texts("SELECT late::text AS text FROM weather_forecast_runs"))
                .containsExactly("true");
        tickAt("2025-11-27T20:30:00Z");

        assertThat(decisions()).containsExactly("opened 11-26 00", "missed 11-27 00");
        assertThat(texts("SELECT reason AS text FROM calendar_days WHERE decision = 'missed'"))
                .singleElement()
                .asString()
                .contains("past lead 24");
    }

    @Test
    void a_run_that_failed_is_opened_again_on_its_day_but_one_that_an_operator_ended_is_not() {
        tickAt("2025-11-26T18:31:00Z");
        for (int minute = 32; minute < 40; minute++) {
            postgres.database()
                    .update("UPDATE weather_forecast_runs SET status = 'failed', completion_time = fw_now()");
            tickAt("2025-11-26T18:" + minute + ":00Z");
        }
        assertThat(texts("SELECT status AS text FROM weather_forecast_runs")).hasSize(3);
        assertThat(texts("SELECT message AS text FROM validator_job_logs WHERE message LIKE '%opened again%'"))
                .hasSize(2);

        tickAt("2025-11-27T18:31:00Z");
        postgres.database()
                .update("UPDATE weather_forecast_runs SET status = 'abandoned', completion_time = fw_now() "
                        + "WHERE status = 'created'");
        tickAt("2025-11-27T18:32:00Z");
        assertThat(texts("SELECT status AS text FROM weather_forecast_runs")).hasSize(4);
    }

    @Test
    void days_without_any_orchestrator_are_recorded_as_missed() {
        tickAt("2025-11-26T18:31:00Z");
        tickAt("2025-11-29T12:00:00Z");

        assertThat(decisions()).containsExactly("opened 11-26 00", "missed 11-27 00", "missed 11-28 00");
    }

    @Test
    void without_an_identity_nothing_is_decided() {
        keeper = new CalendarKeeper(
                () -> {
                    throw new IOException("the gateway is away");
                },
                System::nanoTime);
        keeper.learnIdentity();
        tickAt("2025-11-26T18:31:00Z");

        assertThat(decisions()).isEmpty();
    }

    @Test
    void an_orchestrator_without_an_identity_leaves_the_calendar_to_another() {
        CalendarKeeper lost = new CalendarKeeper(
                () -> {
                    throw new IOException("the gateway is away");
                },
                System::nanoTime);
        postgres.setNow(Instant.parse("2025-11-26T18:31:00Z"));
        postgres.database().update("UPDATE periodic_work SET next_due_at = fw_now()");

        assertThat(new PeriodicWork(postgres.database(), Map.of("calendar", lost)).turn("calendar"))
                .isEqualTo(PeriodicWork.Turn.UNPREPARED);
        assertThat(new PeriodicWork(postgres.database(), Map.of("calendar", keeper)).turn("calendar"))
                .isEqualTo(PeriodicWork.Turn.DONE);
        assertThat(decisions()).containsExactly("opened 11-26 00");
    }
}
