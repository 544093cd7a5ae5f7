package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScoringModeApiTest extends AdminTest {
    private static final String DEMO = """
            {"series": "demo", "cycle": "2018-10-06T18:00:00Z", "uids": null, "actor": "alice", "reason": "a demo"}
            """;

    @Test
    void a_run_by_rules_that_do_not_exist_is_refused_and_one_in_mode_parity_is_not() {
        rows.miner(0, "hk-0", null);
        try {
            mode("lenient");
            problem(
                    post("/api/v1/runs", DEMO),
                    409,
                    "Conflict",
                    "series demo is not configured as it should be: mode must be one of strict, parity, not lenient");

            mode("parity");
            post("/api/v1/runs", DEMO).statusCode(201);
            assertThat(rows.one("SELECT run_config ->> 'mode' FROM weather_forecast_runs"))
                    .isEqualTo("parity");
        } finally {
            mode("strict");
        }
    }

    @Test
    void a_run_whose_levels_are_to_be_joined_by_a_rule_that_does_not_exist_is_refused() {
        rows.miner(0, "hk-0", null);
        rows.run("UPDATE series SET run_config = run_config || '{\"level_rule\": \"mean\"}' WHERE name = 'demo'");
        try {
            problem(
                    post("/api/v1/runs", DEMO),
                    409,
                    "Conflict",
                    "series demo is not configured as it should be: level_rule must be one of pooled, clamped-mean, not mean");
        } finally {
            rows.run("UPDATE series SET run_config = run_config - 'level_rule' WHERE name = 'demo'");
        }
    }

    private void mode(String mode) {
        rows.run(
                "UPDATE series SET run_config = run_config || jsonb_build_object('mode', ?::text) WHERE name = 'demo'",
                mode);
    }
}
