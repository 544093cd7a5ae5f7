package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchedulesApiTest extends AdminTest {
    @Test
    void every_periodic_work_is_shown_with_how_it_has_been_going() {
        rows.run("""
                UPDATE periodic_work SET last_run_at = '2026-01-02T00:00:01Z', last_late = interval '1500 ms',
                    last_error = 'a bad row', consecutive_failures = 2, last_count = 3, total_count = 9
                WHERE name = 'retention'
                """);
        JsonPath answer = get("/api/v1/schedules")
                .statusCode(200)
                .body(
                        "items.name",
                        hasItems(
                                "aggregate",
                                "calendar",
                                "deregistration",
                                "reaper",
                                "reconcile",
                                "replays",
                                "retention",
                                "snapshot",
                                "sweep"))
                .body("items.find { it.name == 'retention' }.missed_fire", equalTo("once"))
                .body("items.find { it.name == 'retention' }.last_run_at", equalTo("2026-01-02T00:00:01Z"))
                .body("items.find { it.name == 'retention' }.last_error", equalTo("a bad row"))
                .body("items.find { it.name == 'retention' }.consecutive_failures", equalTo(2))
                .body("items.find { it.name == 'retention' }.last_count", equalTo(3))
                .body("items.find { it.name == 'retention' }.total_count", equalTo(9))
                .body("next", nullValue())
                .extract()
                .jsonPath();
        assertThat(answer.getDouble("items.find { it.name == 'retention' }.every_seconds"))
                .isEqualTo(21600);
        assertThat(answer.getDouble("items.find { it.name == 'retention' }.last_late_seconds"))
                .isEqualTo(1.5);
    }

    @Test
    void what_comes_next_is_told_without_doing_it() {
        rows.run("UPDATE periodic_work SET next_due_at = '2099-01-01T00:00:00Z'");
        rows.run("UPDATE periodic_work SET next_due_at = '2001-01-01T00:00:00Z' WHERE name = 'snapshot'");
        get("/api/v1/schedules/next")
                .statusCode(200)
                .body("schedules[0].name", equalTo("snapshot"))
                .body("schedules[0].at", equalTo("2001-01-01T00:00:00Z"))
                .body("schedules[0].due", equalTo(true))
                .body("schedules[1].due", equalTo(false))
                .body("calendar[0].series", equalTo("daily"));

        assertThat(rows.number("SELECT count(*) FROM weather_forecast_runs")).isZero();
        assertThat(rows.number("SELECT count(*) FROM subnet_snapshots")).isZero();
    }

    @Test
    void snapshots_are_listed_the_newest_first() {
        for (int miners = 1; miners <= 3; miners++) {
            rows.run(
                    "INSERT INTO subnet_snapshots (content) VALUES (jsonb_build_object('miners', ?::integer, "
                            + "'avg_forecast_score', 0.25, 'avg_day1_score', NULL, 'top', jsonb_build_array("
                            + "jsonb_build_object('uid', 4, 'hotkey', 'hk-4', 'score', 0.5)), 'bottom', '[]'::jsonb))",
                    miners);
        }
        JsonPath page = get("/api/v1/snapshots?limit=2")
                .statusCode(200)
                .body("items.miners", contains(3, 2))
                .body("items[0].avg_day1_score", nullValue())
                .body("items[0].host_reliability_ratio", nullValue())
                .body("items[0].top[0].uid", equalTo(4))
                .body("items[0].bottom", hasSize(0))
                .extract()
                .jsonPath();
        assertThat(page.getDouble("items[0].avg_forecast_score")).isEqualTo(0.25);
        assertThat(page.getDouble("items[0].top[0].score")).isEqualTo(0.5);
        lastPage(get("/api/v1/snapshots?after=" + page.getString("next")).body("items.miners", contains(1)));
    }
}
