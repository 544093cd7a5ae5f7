package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReplaysApiTest extends AdminTest {
    private static final String NOVEMBER = """
            {"series": "daily", "from": "2025-11-01T00:00:00Z", "to": "2025-11-30T12:00:00Z", "replay": "november-2025",
             "every_hours": 24, "at_once": 2, "uids": null, "reference_source": null, "actor": "alice",
             "reason": "a second look"}
            """;

    private static final String STARTED = "started replay november-2025: 30 cycles of daily from 2025-11-01T00:00:00Z "
            + "to 2025-11-30T12:00:00Z, every 24 h, 2 at once";

    private void next(String cycle) {
        rows.run("UPDATE replays SET next_cycle = ?::timestamptz", cycle);
    }

    @Test
    void a_range_becomes_a_series_of_its_own_that_counts_for_nothing() {
        post("/api/v1/runs", NOVEMBER)
                .statusCode(202)
                .header("Location", endsWith("/api/v1/replays/november-2025"))
                .body("name", equalTo("november-2025"))
                .body("series", equalTo("daily"))
                .body("from", equalTo("2025-11-01T00:00:00Z"))
                .body("to", equalTo("2025-11-30T12:00:00Z"))
                .body("every_hours", equalTo(24))
                .body("at_once", equalTo(2))
                .body("uids", nullValue())
                .body("reference_source", nullValue())
                .body("state", equalTo("running"))
                .body("next_cycle", equalTo("2025-11-01T00:00:00Z"))
                .body("waiting", nullValue())
                .body("progress.cycles", equalTo(30))
                .body("progress.opened", equalTo(0))
                .body("actor", equalTo("alice"))
                .body("reason", equalTo("a second look"))
                .body("ended_at", nullValue());

        assertThat(rows.texts("SELECT counts || ' ' || calendar_enabled || ' ' || (run_config = (SELECT run_config "
                        + "FROM series WHERE name = 'daily')) FROM series WHERE name = 'november-2025'"))
                .containsExactly("false false true");
        assertThat(rows.texts("SELECT kind || ' ' || actor || ' ' || (data ->> 'action') FROM outcomes"))
                .containsExactly("operator_acted alice " + STARTED);
        assertThat(rows.texts("SELECT message FROM validator_job_logs WHERE source = 'operator'"))
                .containsExactly("alice " + STARTED + ": a second look");
    }

    @Test
    void asked_for_again_it_is_found_and_another_by_its_name_is_refused() {
        post("/api/v1/runs", NOVEMBER).statusCode(202);
        next("2025-11-05T00:00:00Z");
        post("/api/v1/runs", NOVEMBER.replace("alice", "bob"))
                .statusCode(202)
                .body("actor", equalTo("alice"))
                .body("progress.opened", equalTo(4));
        assertThat(rows.number("SELECT count(*) FROM outcomes")).isEqualTo(1);

        for (String[] change : new String[][] {
            {"2025-11-30T12", "2025-11-29T12"},
            {"\"at_once\": 2", "\"at_once\": 3"},
            {"\"every_hours\": 24", "\"every_hours\": 6"},
            {"\"uids\": null", "\"uids\": [7]"},
            {"\"reference_source\": null", "\"reference_source\": \"cds\""},
            {"\"series\": \"daily\"", "\"series\": \"demo\""}
        }) {
            problem(
                    post("/api/v1/runs", NOVEMBER.replace(change[0], change[1])),
                    409,
                    "Conflict",
                    "there is a replay november-2025 already, another one: "
                            + STARTED.replace("started replay november-2025: ", ""));
        }
    }

    @Test
    void slots_step_and_source_can_be_chosen_and_a_shift_is_not_taken_over() {
        rows.run("UPDATE series SET run_config = run_config || '{\"hindcast\": true, \"test_hindcast_days\": 20}' "
                + "WHERE name = 'demo'");
        post("/api/v1/runs", """
                        {"series": "demo", "from": "2025-11-01T06:00:00Z", "to": "2025-11-02T06:00:00Z", "replay": "two-days",
                         "every_hours": 12, "at_once": 16, "uids": [9, 7], "reference_source": "cds", "actor": "alice",
                         "reason": "a test"}
                        """)
                .statusCode(202)
                .body("progress.cycles", equalTo(3))
                .body("uids", contains(7, 9))
                .body("reference_source", equalTo("cds"));
        rows.run("UPDATE series SET run_config = run_config - 'hindcast' - 'test_hindcast_days' WHERE name = 'demo'");

        assertThat(rows.one("SELECT concat_ws(' ', run_config ->> 'reference_source', run_config ->> 'hindcast', "
                        + "run_config ->> 'test_hindcast_days') FROM series WHERE name = 'two-days'"))
                .isEqualTo("cds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"daily\" | \"nowhere\" | there is no series nowhere",
                "november-2025 | november_2025 | replay is a name of 1 to 64 letters, digits and dashes",
                "\"november-2025\" | null | replay must not be empty",
                "\"2025-11-01T00:00:00Z\" | null | from must not be empty",
                "\"2025-11-30T12:00:00Z\" | null | to must not be empty",
                "11-01T00 | 11-01T01 | from is a cycle at 00, 06, 12 or 18 UTC, not 2025-11-01T01:00:00Z",
                "11-30T12 | 11-30T13 | to is a cycle at 00, 06, 12 or 18 UTC, not 2025-11-30T13:00:00Z",
                "11-30T12 | 10-30T12 | to is before from",
                "\"every_hours\": 24 | \"every_hours\": 8 | every_hours must be a multiple of 6, from 6 to 8760",
                "\"every_hours\": 24 | \"every_hours\": 0 | every_hours must be a multiple of 6, from 6 to 8760",
                "\"at_once\": 2 | \"at_once\": 0 | at_once must be 1 to 16",
                "\"at_once\": 2 | \"at_once\": 17 | at_once must be 1 to 16",
                "2025-11-01 | 1990-11-01 | 'a replay has 2000 cycles at most, not 12814'",
                "\"uids\": null | \"uids\": [256] | uids must be 0 to 255",
                "\"uids\": null | \"hold_day1\": true | the runs of a range cannot be opened held back: pause the job type instead",
                "\"uids\": null | \"cycle\": \"2025-11-01T00:00:00Z\" | 'a range is given by from, to and replay, without cycle'",
            })
    void what_makes_no_range_is_refused(String part, String instead, String detail) {
        problem(post("/api/v1/runs", NOVEMBER.replace(part, instead)), 400, "Bad Request", detail);
        assertThat(rows.number("SELECT count(*) FROM replays")).isZero();
    }

    @Test
    void a_range_that_has_not_happened_or_the_name_of_another_series_is_refused() {
        problem(
                post("/api/v1/runs", NOVEMBER.replace("2025-11-", "2199-11-")),
                409,
                "Conflict",
                "the cycle 2199-11-30T12:00:00Z has not happened yet");
        problem(
                post("/api/v1/runs", NOVEMBER.replace("november-2025", "demo")),
                409,
                "Conflict",
                "there is a series demo, and it is no replay");
    }

    @Test
    void its_progress_counts_the_last_run_of_each_cycle() {
        post("/api/v1/runs", NOVEMBER).statusCode(202);
        next("2025-11-06T00:00:00Z");
        rows.run("november-2025", "2025-11-01T00:00:00Z", "completed");
        rows.run("november-2025", "2025-11-02T00:00:00Z", "failed");
        rows.run("november-2025", "2025-11-03T00:00:00Z", "abandoned");
        rows.run("november-2025", "2025-11-04T00:00:00Z", "failed");
        rows.run("november-2025", "2025-11-04T00:00:00Z", "scoring_day1");
        rows.run("november-2025", "2025-11-05T00:00:00Z", "created");
        rows.run("november-2025", "2025-12-05T00:00:00Z", "created");

        get("/api/v1/replays/november-2025")
                .statusCode(200)
                .body("next_cycle", equalTo("2025-11-06T00:00:00Z"))
                .body("progress.cycles", equalTo(30))
                .body("progress.opened", equalTo(5))
                .body("progress.live", equalTo(2))
                .body("progress.completed", equalTo(1))
                .body("progress.failed", equalTo(1))
                .body("progress.abandoned", equalTo(1));
        next("2025-12-01T00:00:00Z");
        get("/api/v1/replays/november-2025").body("next_cycle", nullValue()).body("progress.opened", equalTo(30));
    }

    @Test
    void replays_are_listed_by_name() {
        post("/api/v1/runs", NOVEMBER).statusCode(202);
        post("/api/v1/runs", NOVEMBER.replace("november-2025", "again")).statusCode(202);

        String next = get("/api/v1/replays?limit=1")
                .statusCode(200)
                .body("items.name", contains("again"))
                .extract()
                .path("next");
        lastPage(get("/api/v1/replays?after=" + next).body("items.name", contains("november-2025")));
        problem(get("/api/v1/replays/nothing"), 404, "Not Found", "there is no replay nothing");
    }

    @Test
    void a_cancelled_replay_lets_its_runs_go_on_unless_they_are_cancelled_too() {
        post("/api/v1/runs", NOVEMBER).statusCode(202);
        int live = rows.run("november-2025", "2025-11-01T00:00:00Z", "scoring_day1");
        rows.run("november-2025", "2025-11-02T00:00:00Z", "completed");
        String cancel = "/api/v1/replays/november-2025/cancel";
        problem(post("/api/v1/replays/nothing/cancel", SIGNED), 404, "Not Found", "there is no replay nothing");

        post(cancel, SIGNED)
                .statusCode(202)
                .body("state", equalTo("cancelled"))
                .body("next_cycle", nullValue())
                .body("progress.live", equalTo(1));
        assertThat(rows.number("SELECT count(*) FROM outcomes WHERE kind = 'run_cancelled'"))
                .isZero();
        problem(post(cancel, SIGNED), 409, "Conflict", "replay november-2025 is cancelled");

        post(cancel, "{\"runs\": true, \"actor\": \"alice\", \"reason\": \"a test\"}")
                .statusCode(202);
        assertThat(rows.texts("SELECT run_id || ' ' || actor FROM outcomes WHERE kind = 'run_cancelled'"))
                .containsExactly(live + " alice");
        assertThat(rows.texts("SELECT data ->> 'action' FROM outcomes WHERE kind = 'operator_acted' ORDER BY id"))
                .endsWith("cancelled replay november-2025", "cancelled replay november-2025 with its runs");

        rows.run("UPDATE replays SET state = 'finished'");
        problem(post(cancel, SIGNED), 409, "Conflict", "replay november-2025 is finished");
    }

    @Test
    void a_run_of_a_hindcast_says_what_it_was_asked_for_and_how_many_leads_are_due() {
        rows.miner(0, "hk-0", null);
        rows.run("INSERT INTO series SELECT 'past', false, false, 0, 0, 0, run_config || "
                + "'{\"hindcast\": true, \"test_hindcast_days\": 18}' FROM series WHERE name = 'daily'");
        try {
            int id = post("/api/v1/runs", """
                            {"series": "past", "cycle": "2018-10-26T00:00:00Z", "actor": "alice", "reason": "a test"}
                            """)
                    .statusCode(201)
                    .body("cycle", equalTo("2018-10-08T00:00:00Z"))
                    .body("nominal_cycle", equalTo("2018-10-26T00:00:00Z"))
                    .body("hindsight", equalTo(true))
                    .extract()
                    .path("id");
            get("/api/v1/runs/" + id)
                    .body("nominal_cycle", equalTo("2018-10-26T00:00:00Z"))
                    .body("leads_due", equalTo(10))
                    .body("truth[0].valid_time", equalTo("2018-10-09T00:00:00Z"));
            rows.run("UPDATE weather_forecast_runs SET nominal_init_time_utc = NULL, hindcast_hours = NULL, "
                    + "gfs_init_time_utc = date_trunc('hour', fw_now()) - interval '199 hours'");
            get("/api/v1/runs/" + id).body("leads_due", equalTo(3)).body("nominal_cycle", nullValue());
            get("/api/v1/runs").body("items.hindsight", hasItem(true));
        } finally {
            rows.clear();
            rows.run("DELETE FROM series WHERE name = 'past'");
        }
    }
}
