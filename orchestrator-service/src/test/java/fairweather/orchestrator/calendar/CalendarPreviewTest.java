package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalendarPreviewTest {
    private OrchestratorDatabase postgres;
    private CalendarKeeper keeper;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        postgres.database().update("UPDATE series SET jitter_minutes = 0");
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

    private List<String> plannedAt(String now) {
        postgres.setNow(Instant.parse(now));
        return postgres.database().transaction(tx -> CalendarPreview.of(tx, "validator")).stream()
                .map(one -> one.action() + " " + one.cycle() + (one.at() == null ? "" : " at " + one.at()))
                .toList();
    }

    @Test
    void before_its_time_the_days_run_is_waited_for() {
        assertThat(plannedAt("2025-11-26T17:00:00Z"))
                .containsExactly("WAIT 2025-11-26T00:00:00Z at 2025-11-26T18:00:00Z");
    }

    @Test
    void what_is_planned_is_what_is_done_and_then_the_next_day_is_waited_for() {
        assertThat(plannedAt("2025-11-26T18:31:00Z"))
                .containsExactly("OPEN 2025-11-26T00:00:00Z", "WAIT 2025-11-27T00:00:00Z at 2025-11-27T18:00:00Z");
        tickAt("2025-11-26T18:31:00Z");
        assertThat(plannedAt("2025-11-26T18:32:00Z"))
                .containsExactly("WAIT 2025-11-27T00:00:00Z at 2025-11-27T18:00:00Z");
    }

    @Test
    void days_without_an_orchestrator_and_a_day_that_is_too_late_are_going_to_be_missed() {
        tickAt("2025-11-26T18:31:00Z");
        assertThat(plannedAt("2025-11-28T23:00:00Z"))
                .containsExactly(
                        "MISS 2025-11-27T00:00:00Z",
                        "MISS 2025-11-28T00:00:00Z",
                        "WAIT 2025-11-29T00:00:00Z at 2025-11-29T18:00:00Z");
        tickAt("2025-11-28T23:00:00Z");
        assertThat(plannedAt("2025-11-28T23:01:00Z"))
                .containsExactly("WAIT 2025-11-29T00:00:00Z at 2025-11-29T18:00:00Z");
    }
}
