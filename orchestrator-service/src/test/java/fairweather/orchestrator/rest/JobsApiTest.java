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
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JobsApiTest extends AdminTest {
    @Test
    void jobs_are_listed_and_narrowed() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 4, "hk-4", "day1_scoring");
        int seed = (int) rows.job("weather.seed", run, null, null, "completed");
        int day1 = (int) rows.job("weather.day1", run, response, 4, "in_progress");
        int other = (int) rows.job("weather.day1", null, null, 5, "pending");

        lastPage(get("/api/v1/jobs").body("items.id", contains(other, day1, seed)));
        lastPage(get("/api/v1/jobs?status=completed").body("items.id", contains(seed)));
        lastPage(get("/api/v1/jobs?type=weather.day1").body("items.id", contains(other, day1)));
        lastPage(get("/api/v1/jobs?run_id=" + run).body("items.id", contains(day1, seed)));
        lastPage(get("/api/v1/jobs?uid=4&type=weather.day1&status=in_progress").body("items.id", contains(day1)));
        lastPage(get("/api/v1/jobs?uid=77").body("items", hasSize(0)));
        String next = get("/api/v1/jobs?limit=2").extract().path("next");
        lastPage(get("/api/v1/jobs?limit=2&after=" + next).body("items.id", contains(seed)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=lost | there is no status like that",
                "type=weather.day2 | there is no type like that",
                "run_id=first | run_id is not a whole number",
                "uid=1.5 | uid is not a whole number",
                "limit=1000 | limit must be 1 to 200",
                "after=zzz | after must be the `next` of the page before",
            })
    void a_filter_that_cannot_be_is_refused(String query, String detail) {
        problem(get("/api/v1/jobs?" + query), 400, "Bad Request", detail);
    }

    @Test
    void a_job_is_shown_with_its_lines_and_outcomes() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 4, "hk-4", "day1_scoring");
        long job = rows.job("weather.day1", run, response, 4, "in_progress");
        rows.run("UPDATE validator_jobs SET payload = '{\"phase\": {\"n\": 1}}', singleton_key = 'k'");
        rows.run(
                "INSERT INTO validator_job_logs (job_id, level, source, message) VALUES (?, 'WARN', 'reaper', 'late')",
                job);
        long outcome = rows.outcome("day1_started", run, response, "{\"n\": 1}", "ignored");
        rows.run("UPDATE outcomes SET job_id = ?, disposition_reason = 'too late' WHERE id = ?", job, outcome);

        get("/api/v1/jobs/" + job)
                .statusCode(200)
                .body("job.id", equalTo((int) job))
                .body("job.job_type", equalTo("weather.day1"))
                .body("job.status", equalTo("in_progress"))
                .body("job.claimed_by", equalTo("worker-1"))
                .body("job.run_id", equalTo(run))
                .body("job.response_id", equalTo(response))
                .body("job.uid", equalTo(4))
                .body("job.max_attempts", equalTo(5))
                .body("payload.phase.n", equalTo(1))
                .body("result", nullValue())
                .body("singleton_key", equalTo("k"))
                .body("lease_token", equalTo(3))
                .body("logs.message", contains("late"))
                .body("logs.source", contains("reaper"))
                .body("outcomes.kind", contains("day1_started"))
                .body("outcomes[0].data.n", equalTo(1))
                .body("outcomes[0].disposition", equalTo("ignored"))
                .body("outcomes[0].disposition_reason", equalTo("too late"));
    }

    @Test
    void a_waiting_job_is_made_due() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        long job = rows.job("weather.seed", run, null, null, "retry_scheduled");
        rows.run("UPDATE validator_jobs SET due_at = fw_now() + interval '1 day'");

        post("/api/v1/jobs/" + job + "/retry", SIGNED)
                .statusCode(200)
                .body("job.status", equalTo("retry_scheduled"))
                .body("logs.message", contains("alice made job " + job + " (weather.seed) due now: a test"));

        assertThat(rows.one("SELECT due_at <= fw_now() FROM validator_jobs WHERE id = ?", job))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress", "completed", "failed", "cancelled"})
    void a_job_that_does_not_wait_is_not_made_due(String status) {
        long job = rows.job("weather.seed", null, null, null, status);

        problem(
                post("/api/v1/jobs/" + job + "/retry", SIGNED),
                409,
                "Conflict",
                "job " + job + " is " + status + ": only a job that waits can be made due now");
    }

    @Test
    void a_job_in_progress_is_cancelled_with_an_outcome_for_the_fold() {
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 4, "hk-4", "day1_scoring");
        long job = rows.job("weather.day1", run, response, 4, "in_progress");

        post("/api/v1/jobs/" + job + "/cancel", SIGNED)
                .statusCode(200)
                .body("job.status", equalTo("cancelled"))
                .body("job.lease_expires_at", nullValue())
                .body("lease_token", equalTo(4))
                .body("result.reason", equalTo("a test"))
                .body("outcomes.kind", contains("job_cancelled"))
                .body("outcomes[0].actor", equalTo("alice"))
                .body("outcomes[0].data.reason", equalTo("a test"))
                .body("outcomes[0].disposition", nullValue())
                .body("logs.message", contains("alice cancelled job " + job + " (weather.day1): a test"));

        assertThat(rows.one("SELECT run_id || ' ' || response_id || ' ' || miner_uid || ' ' || job_type || ' ' "
                        + "|| lease_token FROM outcomes"))
                .isEqualTo(run + " " + response + " 4 weather.day1 4");
        problem(
                post("/api/v1/jobs/" + job + "/cancel", SIGNED),
                409,
                "Conflict",
                "job " + job + " is cancelled: only an unfinished job can be cancelled");
        assertThat(rows.number("SELECT count(*) FROM outcomes")).isEqualTo(1);
    }

    @Test
    void a_truth_job_cannot_be_cancelled() {
        long job = rows.job("weather.era5_truth", null, null, null, "pending");

        problem(
                post("/api/v1/jobs/" + job + "/cancel", SIGNED),
                409,
                "Conflict",
                "job " + job + " asks for a truth that every run of its source waits for; cancel the run instead");
        assertThat(rows.one("SELECT status FROM validator_jobs")).isEqualTo("pending");
    }

    @Test
    void an_unknown_job_is_not_found() {
        problem(get("/api/v1/jobs/7"), 404, "Not Found", "there is no job 7");
        problem(post("/api/v1/jobs/7/retry", SIGNED), 404, "Not Found", "there is no job 7");
        problem(post("/api/v1/jobs/7/cancel", SIGNED), 404, "Not Found", "there is no job 7");
    }

    @Test
    void a_change_needs_an_actor_and_a_reason() {
        long job = rows.job("weather.seed", null, null, null, "pending");

        problem(
                post("/api/v1/jobs/" + job + "/retry", "{\"actor\": \"alice\"}"),
                400,
                "Bad Request",
                "reason must not be empty");
        problem(
                post("/api/v1/jobs/" + job + "/cancel", "{\"reason\": \"x\"}"),
                400,
                "Bad Request",
                "actor must not be empty");
    }
}
