package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pause, resume and pause until, of a type, a miner or a stage of a run; and what would be claimed next. */
@QuarkusTest
class HoldsApiTest extends AdminTest {
    private static String signed(String what) {
        return "{" + what + ", \"actor\": \"alice\", \"reason\": \"a test\"}";
    }

    private static int hold(String what) {
        return post("/api/v1/holds", signed(what))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getInt("id");
    }

    @Test
    void a_type_is_paused_and_resumed() {
        rows.job("weather.seed", null, null, null, "pending");
        post("/api/v1/holds", signed("\"job_type\": \"weather.seed\""))
                .statusCode(201)
                .body("job_type", equalTo("weather.seed"))
                .body("uid", nullValue())
                .body("until", nullValue())
                .body("in_force", equalTo(true))
                .body("actor", equalTo("alice"))
                .body("reason", equalTo("a test"));
        get("/api/v1/queue/next")
                .statusCode(200)
                .body("next", hasSize(0))
                .body("held_back.obstacle", contains("held"))
                .body("held_back.detail", contains("a test"))
                .body("held_back.job.job_type", contains("weather.seed"));

        int id = get("/api/v1/holds").statusCode(200).extract().jsonPath().getInt("items[0].id");
        delete("/api/v1/holds/" + id, SIGNED).statusCode(200).body("job_type", equalTo("weather.seed"));
        lastPage(get("/api/v1/holds").body("items", hasSize(0)));
        get("/api/v1/queue/next?types=weather.seed,weather.day1&limit=5")
                .statusCode(200)
                .body("next.job_type", contains("weather.seed"))
                .body("held_back", hasSize(0));
        assertThat(rows.texts("SELECT actor || ' ' || (data ->> 'action') FROM outcomes ORDER BY id"))
                .containsExactly("alice holds back weather.seed", "alice lifts the hold of weather.seed");
    }

    @Test
    void looking_at_what_is_next_changes_nothing() {
        rows.job("weather.seed", null, null, null, "pending");
        String before = (String) rows.one("SELECT validator_jobs::text FROM validator_jobs");
        get("/api/v1/queue/next").statusCode(200).body("next", hasSize(1));

        assertThat(rows.one("SELECT validator_jobs::text FROM validator_jobs")).isEqualTo(before);
    }

    @Test
    void a_miner_is_paused_until_a_time_and_the_same_hold_is_replaced() {
        post("/api/v1/holds", signed("\"uid\": 4, \"until\": \"2099-01-01T00:00:00Z\""))
                .statusCode(201)
                .body("until", equalTo("2099-01-01T00:00:00Z"));
        hold("\"uid\": 4");
        hold("\"uid\": 5");

        get("/api/v1/holds?limit=1")
                .statusCode(200)
                .body("items.uid", contains(4))
                .body("items[0].until", nullValue());
        get("/api/v1/holds").body("items.uid", contains(4, 5));
    }

    @Test
    void a_stage_of_a_run_and_a_miner_are_held_back_and_the_timelines_say_so() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        rows.response(run, 4, "hk-4", "day1_scoring");
        rows.response(run, 5, "hk-5", "day1_scoring");
        hold("\"job_type\": \"weather.era5\", \"run_id\": " + run);
        hold("\"uid\": 4");

        String stage = "holds back weather.era5 of run " + run + ": a test";
        get("/api/v1/runs/" + run + "/miners/4/timeline")
                .body("items.message", contains(stage, "holds back all work of uid 4: a test"))
                .body("items.actor", contains("alice", "alice"));
        get("/api/v1/runs/" + run + "/miners/5/timeline").body("items.message", contains(stage));

        assertThat(rows.texts("SELECT message FROM validator_job_logs WHERE run_id = ?", run))
                .containsExactly("alice holds back weather.era5 of run " + run + ": a test");
    }

    @Test
    void a_hold_of_a_whole_type_is_in_the_timeline_of_every_run_it_stops() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        rows.response(run, 4, "hk-4", "day1_scoring");
        hold("\"job_type\": \"weather.era5\"");

        get("/api/v1/runs/" + run + "/miners/4/timeline")
                .body("items.message", contains("holds back weather.era5: a test"));
    }

    @Test
    void a_run_that_has_ended_cannot_be_held_and_one_that_is_not_there_neither() {
        int run = rows.run("demo", StoredRows.CYCLE, "completed");

        problem(post("/api/v1/holds", signed("\"run_id\": " + run)), 409, "Conflict", "run " + run + " is completed");
        problem(post("/api/v1/holds", signed("\"run_id\": 77")), 404, "Not Found", "there is no run 77");
        problem(delete("/api/v1/holds/7", SIGNED), 404, "Not Found", "there is no hold 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"job_type\": \"weather.rain\" | there is no job_type like that",
                "\"uid\": 256 | uid must be 0 to 255",
                "\"uid\": null | a hold names a job_type, a uid or a run_id",
                "\"job_type\": \"weather.era5_truth\", \"run_id\": 1 | a truth is looked for once for all runs and miners "
                        + "that wait for it: hold weather.era5_truth without run_id and uid",
                "\"uid\": 1, \"until\": \"2001-01-01T00:00:00Z\" | until is past",
                "\"uid\": 1, \"until\": \"soon\" | until is not a time like 2018-10-06T18:00:00Z"
            })
    void a_hold_that_makes_no_sense_is_refused(String what, String detail) {
        problem(post("/api/v1/holds", signed(what)), 400, "Bad Request", detail);
    }

    @Test
    void a_hold_needs_an_actor_and_a_reason() {
        problem(
                post("/api/v1/holds", "{\"uid\": 1, \"actor\": \"alice\"}"),
                400,
                "Bad Request",
                "reason must not be empty");
        int id = hold("\"uid\": 1");
        problem(delete("/api/v1/holds/" + id, "{\"reason\": \"x\"}"), 400, "Bad Request", "actor must not be empty");
    }

    @Test
    void an_unknown_type_is_refused_when_looking_ahead() {
        problem(get("/api/v1/queue/next?types=weather.rain"), 400, "Bad Request", "there is no type like that");
    }
}
