package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MinersApiTest extends AdminTest {
    private static final String FIRST = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    private static final String SECOND = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

    private static String fleet(String... miners) {
        return "{\"actor\": \"alice\", \"reason\": \"a fleet\", \"miners\": [" + String.join(", ", miners) + "]}";
    }

    private static String miner(int uid, String hotkey) {
        return "{\"uid\": %d, \"hotkey\": \"%s\", \"ip\": \"127.0.0.1\", \"port\": 9000, \"label\": \"m%d\"}"
                .formatted(uid, hotkey, uid);
    }

    @Test
    void miners_are_imported_changed_and_listed() {
        post(
                        "/api/v1/miners/import",
                        fleet(miner(0, FIRST), "{\"uid\": 5, \"hotkey\": \"" + SECOND + "\", \"port\": 0}"))
                .statusCode(200)
                .body("added", equalTo(2))
                .body("updated", equalTo(0))
                .body("unchanged", equalTo(0));
        post("/api/v1/miners/import", fleet(miner(0, FIRST), miner(5, SECOND)))
                .statusCode(200)
                .body("added", equalTo(0))
                .body("updated", equalTo(1))
                .body("unchanged", equalTo(1));

        get("/api/v1/miners")
                .statusCode(200)
                .body("next", nullValue())
                .body("items.uid", contains(0, 5))
                .body("items.hotkey", contains(FIRST, SECOND))
                .body("items.ip", contains("127.0.0.1", "127.0.0.1"))
                .body("items.port", contains(9000, 9000))
                .body("items.label", contains("m0", "m5"));
        assertThat(rows.texts("SELECT message FROM validator_job_logs WHERE source = 'operator' ORDER BY id"))
                .containsExactly(
                        "alice imported 2 miners (2 added, 0 updated, 0 unchanged): a fleet",
                        "alice imported 2 miners (0 added, 1 updated, 1 unchanged): a fleet");
    }

    @Test
    void a_miner_without_an_address_is_imported_as_not_posted() {
        post(
                        "/api/v1/miners/import",
                        fleet("{\"uid\": 255, \"hotkey\": \"" + FIRST + "\", \"ip\": \" \", \"port\": 0}"))
                .statusCode(200);

        get("/api/v1/miners")
                .body("items[0].uid", equalTo(255))
                .body("items[0].ip", nullValue())
                .body("items[0].port", nullValue())
                .body("items[0].label", nullValue());
    }

    @Test
    void two_slots_may_swap_their_hotkeys_in_one_import() {
        post("/api/v1/miners/import", fleet(miner(0, FIRST), miner(1, SECOND))).statusCode(200);

        post("/api/v1/miners/import", fleet(miner(0, SECOND), miner(1, FIRST)))
                .statusCode(200)
                .body("updated", equalTo(2));
    }

    @Test
    void a_hotkey_of_another_slot_is_refused() {
        post("/api/v1/miners/import", fleet(miner(3, FIRST))).statusCode(200);

        problem(
                post("/api/v1/miners/import", fleet(miner(0, SECOND), miner(1, FIRST))),
                409,
                "Conflict",
                "row 2: slot 3 has this hotkey, and the import does not change that slot");
        assertThat(rows.texts("SELECT uid::text FROM node_table")).containsExactly("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"uid\": 1 | \"uid\": 256 | row 2: uid must be 0 to 255",
                "\"uid\": 1 | \"uid\": -1 | row 2: uid must be 0 to 255",
                "\"uid\": 1 | \"uid\": null | row 2: uid must be 0 to 255",
                "\"uid\": 1 | \"uid\": 0 | row 2: uid is the same as in row 1",
                "\"uid\": 1 | \"uid\": \"1\" | miners[1].uid is not a whole number of the expected size",
                "\"uid\": 1 | \"uid\": true | miners[1].uid is not a whole number of the expected size",
                "\"uid\": 1 | \"coldkey\": 1 | there is no field miners[1].coldkey",
                SECOND + " | " + FIRST + " | row 2: hotkey is the same as in row 1",
                SECOND + " | coordinator | row 2: the hotkey coordinator is the run's own",
                SECOND + " | 0OIl | row 2: hotkey is not a valid SS58 address of prefix 42",
                "JM694ty | JM694tz | row 2: hotkey is not a valid SS58 address of prefix 42",
                SECOND + " | '' | row 2: hotkey must not be empty",
                "9000, \"label\": \"m1\" | 65536 | row 2: port must be 1 to 65535, or 0 for none",
                "9000, \"label\": \"m1\" | -1 | row 2: port must be 1 to 65535, or 0 for none",
                "m1 | a\\u0007 | row 2: label contains control characters",
                "\"miners\": [ | \"miners\": [null,  | row 1: it is null",
            })
    void one_bad_row_refuses_the_whole_import(String part, String instead, String detail) {
        String body = fleet(miner(0, FIRST), miner(1, SECOND));
        assertThat(body).contains(part);

        problem(post("/api/v1/miners/import", body.replace(part, instead)), 400, "Bad Request", detail);
        assertThat(rows.number("SELECT count(*) FROM node_table")).isZero();
        assertThat(rows.number("SELECT count(*) FROM validator_job_logs")).isZero();
    }

    @Test
    void texts_that_are_too_long_are_refused() {
        problem(
                post("/api/v1/miners/import", fleet(miner(0, FIRST).replace("127.0.0.1", "h".repeat(256)))),
                400,
                "Bad Request",
                "row 1: ip is longer than 255 characters");
        problem(
                post("/api/v1/miners/import", fleet(miner(0, FIRST).replace("m0", "m".repeat(81)))),
                400,
                "Bad Request",
                "row 1: label is longer than 80 characters");
        problem(
                post("/api/v1/miners/import", fleet(miner(0, FIRST.repeat(6)))),
                400,
                "Bad Request",
                "row 1: hotkey is longer than 255 characters");
    }

    @Test
    void an_import_needs_miners_an_actor_and_a_reason() {
        problem(post("/api/v1/miners/import", fleet()), 400, "Bad Request", "miners must not be empty");
        problem(post("/api/v1/miners/import", SIGNED), 400, "Bad Request", "miners must not be empty");
        problem(
                post("/api/v1/miners/import", fleet(miner(0, FIRST)).replace("alice", " ")),
                400,
                "Bad Request",
                "actor must not be empty");
    }

    @Test
    void miners_are_listed_page_by_page() {
        for (int uid = 0; uid < 3; uid++) {
            rows.miner(uid, "hk-" + uid, null);
        }

        String next = get("/api/v1/miners?limit=2")
                .body("items.uid", contains(0, 1))
                .extract()
                .path("next");
        lastPage(get("/api/v1/miners?limit=2&after=" + next).body("items.uid", contains(2)));
    }

    @Test
    void the_leaderboard_has_the_ranked_first() {
        rows.miner(1, "hk-1", "noise");
        rows.miner(2, "another", "newcomer");
        rows.run("INSERT INTO miner_stats (miner_uid, miner_hotkey, miner_rank, avg_forecast_score, "
                + "successful_forecasts) VALUES (0, 'hk-0', NULL, NULL, 0), (1, 'hk-1', 2, 0.25, 3), "
                + "(2, 'hk-2', 1, 0.5, 4), (3, 'hk-3', NULL, NULL, 0)");

        String next = get("/api/v1/leaderboard?limit=3")
                .statusCode(200)
                .body("items.uid", contains(2, 1, 0))
                .body("items.rank", contains(1, 2, null))
                .body("items.label", contains(null, "noise", null))
                .body("items[0].hotkey", equalTo("hk-2"))
                .body("items[0].successful_forecasts", equalTo(4))
                .extract()
                .path("next");
        lastPage(get("/api/v1/leaderboard?limit=3&after=" + next).body("items.uid", contains(3)));
        problem(get("/api/v1/leaderboard?limit=x"), 400, "Bad Request", "limit is not a whole number");
    }

    @Test
    void an_import_ends_the_live_responses_of_miners_that_lose_their_slot() {
        post("/api/v1/miners/import", fleet(miner(0, FIRST))).statusCode(200);
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 0, FIRST, "day1_scoring");
        int ended = rows.run("demo", "2018-10-06T12:00:00Z", "completed");
        rows.response(ended, 0, FIRST, "era5_scored");
        post("/api/v1/miners/import", fleet(miner(0, SECOND))).statusCode(200);

        assertThat(rows.texts("SELECT response_id || ' ' || actor || ': ' || (data ->> 'reason') FROM outcomes "
                        + "WHERE kind = 'deregistered'"))
                .containsExactly(response + " deregistration: its slot has a new hotkey");
    }
}
