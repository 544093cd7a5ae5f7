package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedriveApiTest extends AdminTest {
    private int run;
    private int response;
    private long dead;

    @BeforeEach
    void aDeadQuery() {
        run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        rows.miner(4, "hk-4", null);
        response = rows.response(run, 4, "hk-4", "failed");
        dead = rows.job("weather.query_miner", run, response, 4, "failed");
    }

    private void refused(long job, String detail) {
        problem(post("/api/v1/jobs/" + job + "/redrive", SIGNED), 409, "Conflict", detail);
    }

    @Test
    void a_dead_job_is_redriven_by_an_outcome_for_the_fold() {
        post("/api/v1/jobs/" + dead + "/redrive", SIGNED)
                .statusCode(200)
                .body("job.status", equalTo("failed"))
                .body("redriven_from", nullValue())
                .body("outcomes.kind", contains("job_redriven"))
                .body("outcomes[0].actor", equalTo("alice"))
                .body("outcomes[0].data.stage", equalTo("query"))
                .body("outcomes[0].data.reason", equalTo("a test"))
                .body("logs.message", contains("alice redrove job " + dead + " (weather.query_miner): a test"));

        refused(dead, "the response of job " + dead + " has news that are not folded yet; ask again");
    }

    @Test
    void a_job_shows_what_it_descends_from() {
        long living = rows.job("weather.query_miner", run, response, 4, "pending");
        rows.run("UPDATE validator_jobs SET redriven_from = ? WHERE id = ?", dead, living);

        get("/api/v1/jobs/" + living).body("redriven_from", equalTo((int) dead));
        get("/api/v1/jobs/" + dead).body("redriven_as", contains((int) living));
    }

    @Test
    void what_lives_or_cannot_live_again_is_not_redriven() {
        long ofTheRun = rows.job("weather.seed", run, null, null, "failed");
        refused(ofTheRun, "job " + ofTheRun + " is no miner's: open the run again instead");
        long living = rows.job("weather.query_miner", run, response, 4, "pending");
        refused(living, "job " + living + " is pending: only a finished job can be redriven");
        refused(dead, "job " + dead + " is not the response's last; that is job " + living);
        rows.run("DELETE FROM validator_jobs WHERE id = ?", living);
        rows.run("UPDATE node_table SET hotkey = 'hk-new' WHERE uid = 4");
        refused(dead, "the miner of job " + dead + " is not registered any more");
        rows.run("UPDATE weather_forecast_runs SET status = 'failed', completion_time = fw_now() WHERE id = ?", run);
        refused(dead, "run " + run + " is failed");
        rows.run("UPDATE weather_forecast_runs SET status = 'scoring_day1', completion_time = NULL WHERE id = ?", run);
        rows.run("UPDATE weather_miner_responses SET status = 'cancelled' WHERE id = ?", response);
        refused(dead, "the response of job " + dead + " is cancelled: only that of a failed response can be redriven");
        problem(post("/api/v1/jobs/77/redrive", SIGNED), 404, "Not Found", "there is no job 77");
        assertThat(rows.number("SELECT count(*) FROM outcomes")).isZero();
    }

    @Test
    void the_dead_jobs_of_a_run_are_redriven_by_stage_and_category() {
        rows.miner(5, "hk-5", null);
        int other = rows.response(run, 5, "hk-5", "failed");
        rows.run(
                "UPDATE weather_miner_responses SET failed_stage = 'day1', failure_category = 'internal' WHERE id = ?",
                other);
        long otherDead = rows.job("weather.day1", run, other, 5, "failed");

        redriven("\"stage\": \"era5\",", new Integer[0]);
        redriven("\"category\": \"internal\",", (int) otherDead);
        redriven("", (int) dead);
        problem(
                post("/api/v1/runs/" + run + "/redrive", "{\"stage\": \"x\", \"actor\": \"a\", \"reason\": \"b\"}"),
                400,
                "Bad Request",
                "there is no stage like that");
    }

    private void redriven(String filter, Integer... jobs) {
        post("/api/v1/runs/" + run + "/redrive", "{" + filter + " \"actor\": \"alice\", \"reason\": \"a test\"}")
                .statusCode(202)
                .body("jobs", jobs.length == 0 ? equalTo(java.util.List.of()) : contains(jobs));
    }

    @Test
    void a_miner_that_could_know_the_weather_is_not_asked_again() {
        int ofTheDay = rows.run("daily", StoredRows.CYCLE, "scoring_day1");
        int unasked = rows.response(ofTheDay, 4, "hk-4", "failed");
        long query = rows.job("weather.query_miner", ofTheDay, unasked, 4, "failed");
        rows.miner(5, "hk-5", null);
        int frozen = rows.response(ofTheDay, 5, "hk-5", "failed");
        rows.run("UPDATE weather_miner_responses SET failed_stage = 'day1' WHERE id = ?", frozen);
        long day1 = rows.job("weather.day1", ofTheDay, frozen, 5, "failed");

        refused(
                query,
                "it is too late to do query again: after 2018-10-07T13:56:54Z a miner could know what it forecasts");
        problem(
                post(
                        "/api/v1/runs/" + ofTheDay + "/redrive",
                        "{\"stage\": \"query\", \"actor\": \"alice\", \"reason\": \"a test\"}"),
                409,
                "Conflict",
                "it is too late to do query again: after 2018-10-07T13:56:54Z a miner could know what it forecasts");
        post("/api/v1/runs/" + ofTheDay + "/redrive", SIGNED).statusCode(202).body("jobs", contains((int) day1));

        rows.run(
                "UPDATE weather_forecast_runs SET gfs_init_time_utc = fw_now() - interval '19 hours' WHERE id = ?",
                ofTheDay);
        post("/api/v1/jobs/" + query + "/redrive", SIGNED).statusCode(200);
    }

    @Test
    void a_miner_of_a_hindcast_or_a_replay_is_asked_again_however_late_it_is() {
        int ofThePast = rows.run("daily", StoredRows.CYCLE, "scoring_day1");
        rows.run("UPDATE weather_forecast_runs SET hindsight = true WHERE id = ?", ofThePast);
        int unasked = rows.response(ofThePast, 4, "hk-4", "failed");
        long query = rows.job("weather.query_miner", ofThePast, unasked, 4, "failed");

        post("/api/v1/jobs/" + query + "/redrive", SIGNED).statusCode(200);
    }
}
