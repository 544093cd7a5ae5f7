package fairweather.orchestrator.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RunsApiTest extends AdminTest {
    private static final String DEMO = """
            {"series": "demo", "cycle": "2018-10-06T18:00:00Z", "uids": null, "actor": "alice", "reason": "a demo"}
            """;

    @BeforeAll
    static void numbersAreDoubles() {
        RestAssured.config = RestAssured.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }

    @Test
    void a_run_is_opened_once_and_found_the_second_time() {
        rows.miner(0, "hk-0", "persistence");

        int id = post("/api/v1/runs", DEMO)
                .statusCode(201)
                .header("Location", endsWith("/api/v1/runs/1"))
                .body("series", equalTo("demo"))
                .body("cycle", equalTo("2018-10-06T18:00:00Z"))
                .body("status", equalTo("created"))
                .body("late", equalTo(false))
                .extract()
                .path("id");
        post("/api/v1/runs", DEMO).statusCode(200).body("id", equalTo(id));

        assertThat(rows.texts("SELECT kind || ' ' || actor || ' ' || (data ->> 'reason') FROM outcomes"))
                .containsExactly("run_opened alice a demo", "operator_acted alice a demo");
        assertThat(rows.texts("SELECT job_type || ' ' || status FROM validator_jobs"))
                .containsExactly("weather.run.orchestrate pending");
        assertThat(rows.texts(
                        "SELECT message FROM validator_job_logs WHERE source = 'operator' AND run_id = ? "
                                + "ORDER BY id",
                        id))
                .containsExactly(
                        "alice opened run 1 (demo, 2018-10-06T18:00:00Z): a demo",
                        "alice asked again for run 1 (demo, 2018-10-06T18:00:00Z): a demo");
    }

    @Test
    void a_run_can_be_opened_for_some_slots() {
        rows.miner(3, "hk-3", null);

        post("/api/v1/runs", DEMO.replace("null", "[3]")).statusCode(201);

        assertThat(rows.one("SELECT payload ->> 'uids' FROM validator_jobs")).isEqualTo("[3]");
    }

    @Test
    void a_run_without_miners_is_refused() {
        problem(post("/api/v1/runs", DEMO), 409, "Conflict", "no registered miner could take part");
    }

    @Test
    void a_cycle_that_has_not_happened_is_refused() {
        rows.miner(0, "hk-0", null);

        problem(
                post("/api/v1/runs", DEMO.replace("2018", "2199")),
                409,
                "Conflict",
                "the cycle 2199-10-06T18:00:00Z has not happened yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"demo\" | \"nowhere\" | there is no series nowhere",
                "\"demo\" | \"  \" | series must not be empty",
                "\"demo\" | null | series must not be empty",
                "\"demo\" | 7 | series is not a text",
                "T18 | T17 | a cycle is at 00, 06, 12 or 18 UTC, not 2018-10-06T17:00:00Z",
                "2018 | 1939 | cycle must be between 1940-01-01T00:00:00Z and 2200-01-01T00:00:00Z",
                "2018 | 2200 | cycle must be between 1940-01-01T00:00:00Z and 2200-01-01T00:00:00Z",
                "2018 | +999999999 | cycle must be between 1940-01-01T00:00:00Z and 2200-01-01T00:00:00Z",
                "2018-10-06T18:00:00Z | yesterday | cycle is not a time like 2018-10-06T18:00:00Z",
                "null | [256] | uids must be 0 to 255",
                "null | [-1] | uids must be 0 to 255",
                "null | [null] | uids must be 0 to 255",
                "null | [] | uids is empty: leave it out for all miners",
                "null | [2, 2] | uids has a slot twice",
                "null | \"all\" | uids is not a list",
                "null | [1.5] | uids[0] is not a whole number of the expected size",
                "null | [\"1\"] | uids[0] is not a whole number of the expected size",
                "null | [99999999999] | uids[0] is not a whole number of the expected size",
                "\"alice\" | \"\" | actor must not be empty",
                "\"alice\" | \"a\\u0000b\" | actor contains control characters",
                "\"a demo\" | \" \" | reason must not be empty",
                "\"uids\" | \"uid\" | there is no field uid",
                "} | \"\" | the body is not JSON: the trouble is at line 1, column 103",
            })
    void a_request_that_makes_no_sense_is_refused(String part, String instead, String detail) {
        rows.miner(0, "hk-0", null);

        problem(post("/api/v1/runs", DEMO.replace(part, instead)), 400, "Bad Request", detail);
        assertThat(rows.number("SELECT count(*) FROM weather_forecast_runs")).isZero();
    }

    @Test
    void names_that_are_too_long_are_refused() {
        problem(
                post("/api/v1/runs", DEMO.replace("alice", "a".repeat(65))),
                400,
                "Bad Request",
                "actor is longer than 64 characters");
        problem(
                post("/api/v1/runs", DEMO.replace("a demo", "a".repeat(501))),
                400,
                "Bad Request",
                "reason is longer than 500 characters");
    }

    @Test
    void runs_are_listed_page_by_page_the_newest_first() {
        for (int hour = 0; hour < 5; hour++) {
            rows.run(hour < 3 ? "daily" : "demo", "2018-10-0" + (hour + 1) + "T00:00:00Z", "completed");
        }

        String next = get("/api/v1/runs?limit=2")
                .statusCode(200)
                .body("items.id", contains(5, 4))
                .extract()
                .path("next");
        next = get("/api/v1/runs?limit=2&after=" + next)
                .statusCode(200)
                .body("items.id", contains(3, 2))
                .extract()
                .path("next");
        lastPage(get("/api/v1/runs?limit=2&after=" + next).body("items.id", contains(1)));
        lastPage(get("/api/v1/runs?series=demo").body("items.id", contains(5, 4)));
        lastPage(get("/api/v1/runs?status=created").body("items", hasSize(0)));
        lastPage(get("/api/v1/runs?limit=5").body("items", hasSize(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | limit must be 1 to 200",
                "limit=201 | limit must be 1 to 200",
                "limit=many | limit is not a whole number",
                "after=!! | after must be the `next` of the page before",
                "after=eHg | after must be the `next` of the page before",
                "after=MXwy | after must be the `next` of the page before",
                "status=gone | there is no status like that",
            })
    void a_page_that_cannot_be_is_refused(String query, String detail) {
        problem(get("/api/v1/runs?" + query), 400, "Bad Request", detail);
    }

    @Test
    void a_run_is_shown_with_its_progress_and_truth() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_era5");
        rows.run("""
                UPDATE weather_forecast_runs SET first_score_at = run_initiation_time + interval '90.5 seconds',
                    input_sources = '{"source": "demo", "substitutions": [{"for": "gfs"}]}'
                """);
        int scoring = rows.response(run, 0, "hk-0", "era5_scoring");
        rows.scoredLead(run, scoring, 0, "hk-0", 24, 0.5);
        rows.run(
                "UPDATE weather_miner_responses SET verification_state = 'verified', manifest_hash = 'ab', "
                        + "inference_completed_at = fw_now(), day1_scoring_completed_at = fw_now() WHERE id = ?",
                scoring);
        int pending = rows.response(run, 1, "hk-1", "forecast_ready");
        rows.run("UPDATE weather_miner_responses SET verification_state = 'pending' WHERE id = ?", pending);
        rows.response(run, 2, "hk-2", "failed");
        rows.response(run, 3, "hk-3", "created");
        rows.run("INSERT INTO truth_status (source, valid_time, status, reason, checksums) VALUES "
                + "('demo', '2018-10-07T18:00:00Z', 'ready', NULL, '{}'), "
                + "('demo', '2018-10-10T18:00:00Z', 'gone', 'given up', NULL), "
                + "('demo', '2018-10-11T18:00:00Z', 'gone', 'given up by another run', NULL)");
        rows.givenUp(run, 96, "an HTML page");

        get("/api/v1/runs/" + run)
                .statusCode(200)
                .body("id", equalTo(run))
                .body("series", equalTo("demo"))
                .body("cycle", equalTo("2018-10-06T18:00:00Z"))
                .body("status", equalTo("scoring_era5"))
                .body("created_at", equalTo("2026-01-01T00:00:00Z"))
                .body("completed_at", nullValue())
                .body("error_message", nullValue())
                .body("time_to_first_score_seconds", equalTo(90.5))
                .body("progress.miners", equalTo(4))
                .body("progress.queried", equalTo(3))
                .body("progress.ready", equalTo(2))
                .body("progress.verified", equalTo(1))
                .body("progress.day1_done", equalTo(1))
                .body("progress.failed", equalTo(1))
                .body("progress.leads_total", equalTo(30))
                .body("progress.leads_done", equalTo(1))
                .body("truth.lead_hours", contains(24, 48, 72, 96, 120, 144, 168, 192, 216, 240))
                .body("truth[0].status", equalTo("ready"))
                .body("truth[1].status", equalTo("not_yet"))
                .body("truth[3].valid_time", equalTo("2018-10-10T18:00:00Z"))
                .body("truth[3].status", equalTo("gone"))
                .body("truth[3].reason", equalTo("an HTML page"))
                .body("truth[4].status", equalTo("not_yet"))
                .body("inputs.substitutions[0].for", equalTo("gfs"));
    }

    @Test
    void a_run_without_miners_has_no_progress() {
        int run = rows.run("demo", StoredRows.CYCLE, "created");

        get("/api/v1/runs/" + run)
                .statusCode(200)
                .body("progress.leads_total", equalTo(0))
                .body("progress.leads_done", equalTo(0))
                .body("time_to_first_score_seconds", nullValue())
                .body("inputs", nullValue());
    }

    @Test
    void a_board_has_the_ranked_first_and_labels_of_unchanged_hotkeys() {
        int run = rows.run("demo", StoredRows.CYCLE, "completed");
        rows.miner(0, "hk-0", "persistence");
        rows.miner(1, "another", "newcomer");
        rows.response(run, 0, "hk-0", "failed");
        int best = rows.response(run, 1, "hk-1", "era5_scored");
        rows.scoredLead(run, best, 1, "hk-1", 24, 0.5);
        rows.response(run, 2, "hk-2", "cancelled");
        rows.run("UPDATE weather_forecast_stats SET miner_rank = 1, era5_combined_score = 0.05, "
                + "era5_completeness = 0.1, overall_forecast_score = 0.0975, forecast_score_initial = 0.3 "
                + "WHERE miner_uid = 1");
        rows.run("UPDATE weather_forecast_stats SET miner_rank = 2 WHERE miner_uid = 0");

        get("/api/v1/runs/" + run + "/board")
                .statusCode(200)
                .body("run.id", equalTo(run))
                .body("run.series", equalTo("demo"))
                .body("run.cycle", equalTo("2018-10-06T18:00:00Z"))
                .body("run.status", equalTo("completed"))
                .body("rows.uid", contains(1, 0, 2))
                .body("rows.rank", contains(1, 2, null))
                .body("rows.label", contains(null, "persistence", null))
                .body("rows[0].hotkey", equalTo("hk-1"))
                .body("rows[0].status", equalTo("era5_scored"))
                .body("rows[0].overall_forecast_score", equalTo(0.0975))
                .body("rows[0].era5_combined_score", equalTo(0.05))
                .body("rows[0].era5_completeness", equalTo(0.1))
                .body("rows[0].day1_score", equalTo(0.3))
                .body("rows[0].era5_scores.'24'", equalTo(0.5))
                .body("rows[0].era5_scores.'240'", nullValue())
                .body("rows[0].era5_scores.keySet()", hasSize(10))
                .body("rows[1].failed_stage", equalTo("query"))
                .body("rows[1].category", equalTo("connection"))
                .body("rows[1].code", equalTo("UNREACHABLE"))
                .body("rows[1].message", equalTo("nothing listens"))
                .body("rows[2].overall_forecast_score", nullValue());
    }

    @Test
    void a_timeline_tells_all_that_happened_to_a_miner_in_order() {
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        int response = rows.response(run, 0, "hk-0", "failed");
        int other = rows.response(run, 1, "hk-1", "created");
        rows.outcome("run_opened", run, null, "{\"reason\": \"a demo\"}", "applied");
        rows.outcome("run_seeded", run, null, "{}", "applied");
        long job = rows.job("weather.query_miner", run, response, 0, "retry_scheduled");
        rows.outcome(
                "step_failed",
                run,
                response,
                "{\"code\": \"UNREACHABLE\", \"message\": \"nothing listens\", "
                        + "\"next_retry_at\": \"2026-01-01T00:01:00.5Z\"}",
                null);
        rows.step(run, 0, "hk-0", "query", "initiate_fetch", null, "retry_scheduled");
        rows.run("UPDATE weather_forecast_steps SET next_retry_time = '2026-01-01T00:01:00Z', error_json = "
                + "'{\"category\": \"connection\", \"code\": \"UNREACHABLE\", \"message\": \"nothing listens\"}'");
        rows.transition(run, response, "created", "failed");
        rows.run(
                "INSERT INTO validator_job_logs (run_id, response_id, level, source, message) "
                        + "VALUES (?, ?, 'INFO', 'fold', 'uid 0 failed')",
                run,
                response);
        rows.transition(run, other, "created", "failed");

        String path = "/api/v1/runs/" + run + "/miners/0/timeline";
        List<String> kinds = get(path)
                .statusCode(200)
                .body("next", nullValue())
                .body("items[0].what", equalTo("run_opened"))
                .body("items[0].message", equalTo("a demo"))
                .body("items[0].actor", equalTo("worker-1"))
                .body("items[1].id", equalTo((int) job))
                .body("items[1].what", equalTo("weather.query_miner"))
                .body("items[1].status", equalTo("retry_scheduled"))
                .body("items[2].what", equalTo("step_failed"))
                .body("items[2].status", equalTo("unfolded"))
                .body("items[2].category", equalTo("connection"))
                .body("items[2].code", equalTo("UNREACHABLE"))
                .body("items[2].message", equalTo("nothing listens"))
                .body("items[2].next_try_at", equalTo("2026-01-01T00:01:00.500Z"))
                .body("items[3].what", equalTo("query/initiate_fetch"))
                .body("items[3].status", equalTo("retry_scheduled"))
                .body("items[3].category", equalTo("connection"))
                .body("items[3].next_try_at", equalTo("2026-01-01T00:01:00Z"))
                .body("items[5].status", equalTo("created → failed"))
                .body("items[5].message", equalTo("a test"))
                .body("items[6].what", equalTo("fold"))
                .body("items[6].message", equalTo("uid 0 failed"))
                .extract()
                .path("items.kind");
        assertThat(kinds).containsExactly("outcome", "job", "outcome", "step", "outcome", "transition", "log");
        String next = get(path + "?limit=3").statusCode(200).extract().path("next");
        next = get(path + "?limit=3&after=" + next)
                .body("items.kind", contains("step", "outcome", "transition"))
                .extract()
                .path("next");
        lastPage(get(path + "?limit=3&after=" + next).body("items.kind", contains("log")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x|outcome|1",
                "2018-10-06T18:00:00Z|out\0come|1",
                "2018-10-06T18:00:00Z|gossip|1",
                "+999999999-01-01T00:00:00Z|outcome|1",
                "-4000-01-01T00:00:00Z|outcome|1",
                "2018-10-06T18:00:00Z|outcome|99999999999999999999"
            })
    void a_cursor_of_the_timeline_that_was_made_up_is_refused(String key) {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        rows.response(run, 0, "hk-0", "failed");
        String cursor = Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));

        problem(
                get("/api/v1/runs/" + run + "/miners/0/timeline?after=" + cursor),
                400,
                "Bad Request",
                "after must be the `next` of the page before");
    }

    @Test
    void a_run_is_cancelled_by_an_outcome() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");

        int outcome = post("/api/v1/runs/" + run + "/cancel", SIGNED)
                .statusCode(202)
                .extract()
                .path("outcome_id");

        assertThat(rows.one(
                        "SELECT kind || ' ' || run_id || ' ' || actor || ' ' || (data ->> 'reason') "
                                + "FROM outcomes WHERE folded_at IS NULL AND id = ?",
                        outcome))
                .isEqualTo("run_cancelled " + run + " alice a test");
        assertThat(rows.one("SELECT message FROM validator_job_logs WHERE source = 'operator'"))
                .isEqualTo("alice cancelled run " + run + ": a test");
    }

    @Test
    void an_ended_run_cannot_be_cancelled() {
        int run = rows.run("demo", StoredRows.CYCLE, "completed");

        problem(post("/api/v1/runs/" + run + "/cancel", SIGNED), 409, "Conflict", "run " + run + " is completed");
        assertThat(rows.number("SELECT count(*) FROM outcomes")).isZero();
    }

    @Test
    void a_cancellation_needs_an_actor_and_a_reason() {
        int run = rows.run("demo", StoredRows.CYCLE, "created");
        String path = "/api/v1/runs/" + run + "/cancel";

        problem(post(path, "{\"reason\": \"x\"}"), 400, "Bad Request", "actor must not be empty");
        problem(post(path, "{\"actor\": \"alice\"}"), 400, "Bad Request", "reason must not be empty");
        problem(post(path, ""), 400, "Bad Request", "the body is empty");
        assertThat(rows.number("SELECT count(*) FROM outcomes")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs/7", "/api/v1/runs/7/board", "/api/v1/runs/7/miners/0/timeline"})
    void an_unknown_run_is_not_found(String path) {
        problem(get(path), 404, "Not Found", "there is no run 7");
    }

    @Test
    void a_miner_that_takes_no_part_is_not_found() {
        int run = rows.run("demo", StoredRows.CYCLE, "created");

        problem(
                get("/api/v1/runs/" + run + "/miners/9/timeline"),
                404,
                "Not Found",
                "uid 9 takes no part in run " + run);
        problem(post("/api/v1/runs/99/cancel", SIGNED), 404, "Not Found", "there is no run 99");
    }

    @Test
    void a_run_can_be_opened_with_stages_held_back() {
        rows.miner(0, "hk-0", null);
        int run = post(
                        "/api/v1/runs",
                        "{\"series\": \"demo\", \"cycle\": \"" + StoredRows.CYCLE
                                + "\", \"hold_day1\": true, \"hold_era5\": true, \"actor\": \"alice\", "
                                + "\"reason\": \"first look at the forecasts\"}")
                .statusCode(201)
                .extract()
                .jsonPath()
                .getInt("id");

        assertThat(rows.texts(
                        "SELECT job_type || ' ' || run_id || ' ' || actor || ': ' || reason FROM job_holds ORDER BY 1"))
                .containsExactly(
                        "weather.day1 " + run + " alice: first look at the forecasts",
                        "weather.era5 " + run + " alice: first look at the forecasts");
        assertThat(rows.one("SELECT (data -> 'held')::text FROM outcomes WHERE kind = 'run_opened'"))
                .isEqualTo("[\"weather.day1\", \"weather.era5\"]");
    }

    @Test
    void a_run_joins_the_trace_of_whoever_opens_it() {
        rows.miner(0, "hk-0", null);
        given().contentType("application/json")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .body("{\"series\": \"demo\", \"cycle\": \"" + StoredRows.CYCLE
                        + "\", \"actor\": \"alice\", \"reason\": \"x\"}")
                .post("/api/v1/runs")
                .then()
                .statusCode(201);

        assertThat(
                        rows.texts(
                                "SELECT DISTINCT left(trace_context, 36) FROM (SELECT trace_context FROM weather_forecast_runs "
                                        + "UNION ALL SELECT trace_context FROM validator_jobs UNION ALL SELECT trace_context FROM outcomes) AS t"))
                .containsExactly("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void a_run_that_lives_already_is_held_back_from_now_on() {
        rows.miner(1, "hk-1", null);
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        String body = "{\"series\": \"demo\", \"cycle\": \"" + StoredRows.CYCLE
                + "\", \"hold_era5\": true, \"actor\": \"alice\", \"reason\": \"a test\"}";

        post("/api/v1/runs", body).statusCode(200).body("id", equalTo(run));
        post("/api/v1/runs", body).statusCode(200).body("id", equalTo(run));

        assertThat(rows.texts("SELECT job_type || ' ' || run_id FROM job_holds"))
                .containsExactly("weather.era5 " + run);
        assertThat(rows.texts("SELECT DISTINCT data ->> 'action' FROM outcomes WHERE kind = 'operator_acted'"))
                .containsExactly(
                        "asked again for run " + run + " (demo, " + StoredRows.CYCLE + ") with weather.era5 held back");

        rows.run("UPDATE weather_forecast_runs SET status = 'completed', completion_time = fw_now() WHERE id = ?", run);
        problem(
                post("/api/v1/runs", body),
                409,
                "Conflict",
                "run " + run + " is completed: nothing of it can be held back");
    }
}
