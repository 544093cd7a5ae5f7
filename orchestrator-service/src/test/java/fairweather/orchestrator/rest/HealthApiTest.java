package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

/** The queue, the invariants and the parked responses. */
@QuarkusTest
class HealthApiTest extends AdminTest {
    @Test
    void an_empty_queue_is_healthy() {
        get("/api/v1/queue")
                .statusCode(200)
                .body("by_status", anEmptyMap())
                .body("by_type", hasSize(0))
                .body("oldest_due_age_seconds", nullValue())
                .body("oldest_unfolded_age_seconds", nullValue())
                .body("duplicates", hasSize(0));
    }

    @Test
    void the_queue_is_counted() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 4, "hk-4", "day1_scoring");
        rows.job("weather.day1", run, response, 4, "in_progress");
        rows.job("weather.era5", run, response, 5, "in_progress");
        rows.run(
                "UPDATE validator_jobs SET lease_expires_at = fw_now() - interval '1 s' WHERE job_type = 'weather.era5'");
        rows.job("weather.day1", null, null, null, "pending");
        rows.step(run, 4, "hk-4", "day1", "score", null, "in_progress");
        rows.outcome("day1_started", run, response, "{}", null);
        rows.outcome("verified", run, response, "{}", "applied");
        rows.run("UPDATE outcomes SET created_at = fw_now() - interval '30 seconds'");
        rows.run("UPDATE weather_miner_responses SET parked_reason = 'x'");

        JsonPath queue = get("/api/v1/queue")
                .statusCode(200)
                .body("by_status.in_progress", equalTo(2))
                .body("by_status.pending", equalTo(1))
                .body("by_type.job_type", contains("weather.day1", "weather.era5"))
                .body("by_type[0].by_status.pending", equalTo(1))
                .body("by_type[0].by_status.in_progress", equalTo(1))
                .body("leased", equalTo(1))
                .body("lease_expired", equalTo(1))
                .body("steps[0].status", equalTo("in_progress"))
                .body("steps[0].count", equalTo(1))
                .body("unfolded_outcomes", equalTo(1))
                .body("parked_responses", equalTo(1))
                .body("duplicates.subject", contains("response " + response))
                .body("duplicates.problem", contains("2 unfinished jobs"))
                .extract()
                .jsonPath();
        assertThat(queue.getDouble("oldest_due_age_seconds")).isBetween(60.0, 90.0);
        assertThat(queue.getDouble("oldest_unfolded_age_seconds")).isBetween(30.0, 60.0);
    }

    @Test
    void invariants_without_violations_are_shown() {
        get("/api/v1/invariants")
                .statusCode(200)
                .body("violations", equalTo(0))
                .body("invariants", hasSize(14))
                .body("invariants.name", hasItem("inv_13_finite"))
                .body("invariants.violations", everyItem(equalTo(0)))
                .body(
                        "invariants[0].title",
                        equalTo(
                                "I-01: every unfinished response of a run past gfs_ready has exactly one unfinished job"));
    }

    @Test
    void a_violated_invariant_is_shown_with_an_example() {
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        int response = rows.response(run, 4, "hk-4", "created");

        get("/api/v1/invariants")
                .statusCode(200)
                .body("violations", equalTo(1))
                .body("invariants[0].name", equalTo("inv_01_liveness"))
                .body("invariants[0].violations", equalTo(1))
                .body("invariants[0].examples[0].run_id", equalTo(run))
                .body("invariants[0].examples[0].response_id", equalTo(response))
                .body("invariants[0].examples[0].subject", equalTo("response " + response + " of uid 4"))
                .body("invariants[0].examples[0].problem", equalTo("created with 0 unfinished jobs instead of one"));
    }

    @Test
    void a_parked_response_is_given_back_to_the_fold() {
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        int response = rows.response(run, 4, "hk-4", "created");
        int other = rows.response(run, 5, "hk-5", "created");
        rows.run("UPDATE weather_miner_responses SET parked_reason = 'it threw'");
        rows.outcome("query_accepted", run, response, "{}", "parked");
        rows.outcome("run_cancelled", run, null, "{}", "parked");
        rows.outcome("query_accepted", run, other, "{}", "parked");
        rows.outcome("verified", run, response, "{}", "applied");
        rows.givenUp(run, 96, "no file");

        post("/api/v1/responses/" + response + "/refold", SIGNED)
                .statusCode(202)
                .body("outcomes", equalTo(2));

        assertThat(rows.texts("SELECT kind FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL ORDER BY id"))
                .containsExactly("query_accepted", "run_cancelled", "truth_gone", "operator_acted");
        assertThat(rows.one("SELECT data ->> 'valid_time' FROM outcomes WHERE kind = 'truth_gone'"))
                .isEqualTo("2018-10-10T18:00:00Z");
        assertThat(rows.texts("SELECT id::text FROM weather_miner_responses WHERE parked_reason IS NOT NULL"))
                .containsExactly(String.valueOf(other));
        assertThat(rows.one("SELECT message FROM validator_job_logs WHERE source = 'operator'"))
                .isEqualTo("alice lets 2 outcomes be folded again: a test");
        problem(
                post("/api/v1/responses/" + response + "/refold", SIGNED),
                409,
                "Conflict",
                "response " + response + " is not parked");
    }

    @Test
    void parked_outcomes_of_no_run_are_given_back_to_the_fold() {
        problem(post("/api/v1/outcomes/refold", SIGNED), 409, "Conflict", "no outcome about no run is parked");
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        rows.outcome("aggregation_due", null, null, "{}", "parked");
        rows.outcome("run_cancelled", run, null, "{}", "parked");

        post("/api/v1/outcomes/refold", SIGNED).statusCode(202).body("outcomes", equalTo(1));

        assertThat(rows.texts("SELECT kind FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL ORDER BY id"))
                .containsExactly("aggregation_due", "operator_acted");
    }

    @Test
    void a_parked_outcome_of_the_run_itself_is_given_back_to_the_fold() {
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        problem(
                post("/api/v1/runs/" + run + "/refold", SIGNED),
                409,
                "Conflict",
                "no outcome of run " + run + " itself is parked");
        rows.outcome("run_cancelled", run, null, "{}", "parked");

        post("/api/v1/runs/" + run + "/refold", SIGNED).statusCode(202).body("outcomes", equalTo(1));

        assertThat(rows.texts("SELECT kind FROM outcomes WHERE disposition IS NULL"))
                .containsExactly("run_cancelled", "operator_acted");
        problem(post("/api/v1/runs/77/refold", SIGNED), 404, "Not Found", "there is no run 77");
    }

    @Test
    void an_unknown_response_is_not_found() {
        problem(post("/api/v1/responses/7/refold", SIGNED), 404, "Not Found", "there is no response 7");
        problem(post("/api/v1/responses/7/refold", "{}"), 400, "Bad Request", "actor must not be empty");
    }
}
