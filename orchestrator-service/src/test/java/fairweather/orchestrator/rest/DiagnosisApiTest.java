package fairweather.orchestrator.rest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DiagnosisApiTest extends AdminTest {
    @BeforeAll
    static void numbersAreDoubles() {
        RestAssured.config = RestAssured.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }

    private int run;
    private int first;
    private int second;
    private int third;

    private void aRunOfThree() {
        rows.miner(3, "hk-3", "the original");
        run = rows.run("demo", StoredRows.CYCLE, "scoring_era5");
        first = rows.response(run, 3, "hk-3", "era5_scoring");
        second = rows.response(run, 4, "hk-4", "era5_scoring");
        third = rows.response(run, 5, "hk-5", "era5_scoring");
    }

    @Test
    void a_pair_is_shown_with_both_miners_and_who_was_frozen_first() {
        aRunOfThree();
        rows.kinship(run, "era5", 24, first, second);

        get("/api/v1/runs/" + run + "/kinship")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("era5"))
                .body("items[0].lead_hours", equalTo(24))
                .body("items[0].a.uid", equalTo(3))
                .body("items[0].a.hotkey", equalTo("hk-3"))
                .body("items[0].a.label", equalTo("the original"))
                .body("items[0].a.response_id", equalTo(first))
                .body("items[0].b.uid", equalTo(4))
                .body("items[0].b.label", nullValue())
                .body("items[0].first_frozen_uid", equalTo(3))
                .body("items[0].compared", equalTo(2))
                .body("items[0].alike", equalTo(1))
                .body("items[0].least_distance", equalTo(0.0))
                .body("items[0].mean_distance", equalTo(0.5))
                .body("items[0].evidence.first_frozen", equalTo(first))
                .body("next", nullValue());
    }

    @Test
    void pairs_are_listed_page_by_page_of_a_miner_or_a_kind() {
        aRunOfThree();
        rows.kinship(run, "chunks", null, first, second);
        rows.kinship(run, "day1", 12, first, second);
        rows.kinship(run, "day1", 12, second, third);
        int other = rows.run("daily", StoredRows.CYCLE, "scoring_era5");
        String path = "/api/v1/runs/" + run + "/kinship";

        String next = get(path + "?limit=2")
                .statusCode(200)
                .body("items.kind", contains("chunks", "day1"))
                .extract()
                .path("next");
        lastPage(get(path + "?limit=2&after=" + next).body("items.b.uid", contains(5)));
        lastPage(get(path + "?uid=5").body("items.a.uid", contains(4)));
        lastPage(get(path + "?kind=chunks").body("items.lead_hours", contains(nullValue())));
        lastPage(get("/api/v1/runs/" + other + "/kinship").body("items", empty()));
    }

    @Test
    void a_component_is_shown_with_its_metrics_flags_diagnosis_and_sums() {
        aRunOfThree();
        rows.scoredLead(run, first, 3, "hk-3", 24, 0.5);
        rows.run("""
                UPDATE weather_forecast_component_scores SET rmse = 2, acc_uncentred = 0.75, added_value = -0.5,
                    undefined_reasons = '{"acc": "forecast_is_climatology"}', flags = '{amplitude,gaps}',
                    diagnosis = '{"best_match": {"name": "latitude_flipped", "gain": 0.97}}'
                """);

        lastPage(get("/api/v1/runs/" + run + "/miners/3/components")
                .body("items", hasSize(1))
                .body("items[0].score_type", equalTo("era5"))
                .body("items[0].lead_hours", equalTo(24))
                .body("items[0].valid_time", equalTo("2018-10-07T18:00:00Z"))
                .body("items[0].variable", equalTo("10u"))
                .body("items[0].level", nullValue())
                .body("items[0].scored", equalTo(true))
                .body("items[0].metrics.rmse", equalTo(2.0))
                .body("items[0].metrics.acc_uncentred", equalTo(0.75))
                .body("items[0].metrics.added_value", equalTo(-0.5))
                .body("items[0].metrics", not(hasKey("acc")))
                .body("items[0].undefined.acc", equalTo("forecast_is_climatology"))
                .body("items[0].flags", contains("amplitude", "gaps"))
                .body("items[0].diagnosis.best_match.name", equalTo("latitude_flipped"))
                .body("items[0].diagnosis.best_match.gain", equalTo(0.97))
                .body("items[0].sums", contains(1.0, 2.0, 3.0))
                .body("items[0].voided", equalTo(false)));
    }

    @Test
    void components_are_listed_page_by_page() {
        aRunOfThree();
        rows.scoredLead(run, first, 3, "hk-3", 24, 0.5);
        rows.scoredLead(run, first, 3, "hk-3", 48, 0.5);
        String path = "/api/v1/runs/" + run + "/miners/3/components?limit=1";

        String next = get(path)
                .statusCode(200)
                .body("items.lead_hours", contains(24))
                .body("items[0].diagnosis", nullValue())
                .body("items[0].flags", empty())
                .extract()
                .path("next");
        lastPage(get(path + "&after=" + next).body("items.lead_hours", contains(48)));
    }

    @Test
    void what_is_not_there_and_what_makes_no_sense_is_refused() {
        aRunOfThree();

        problem(get("/api/v1/runs/99/kinship"), 404, "Not Found", "there is no run 99");
        problem(get("/api/v1/runs/99/miners/3/components"), 404, "Not Found", "there is no run 99");
        problem(
                get("/api/v1/runs/" + run + "/miners/9/components"),
                404,
                "Not Found",
                "uid 9 takes no part in run " + run);
        problem(
                get("/api/v1/runs/" + run + "/kinship?kind=hearsay"),
                400,
                "Bad Request",
                "kind is one of chunks, day1, era5");
        problem(get("/api/v1/runs/" + run + "/kinship?limit=0"), 400, "Bad Request", "limit must be 1 to 200");
    }
}
