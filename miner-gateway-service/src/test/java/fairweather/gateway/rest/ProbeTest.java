package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class ProbeTest {
    private FakeMiner miner;
    private Rows.Response response;

    @BeforeEach
    void startMiner() {
        miner = new FakeMiner();
        response = miner.seeded();
    }

    @AfterEach
    void stopMiner() {
        miner.close();
    }

    private static ValidatableResponse probe(String uid, String body) {
        return Gateway.caller()
                .body(body)
                .post("/internal/v1/miners/" + uid + "/probe")
                .then();
    }

    @Test
    void the_slots_miner_is_asked_about_its_latest_run_with_the_gateways_own_key_and_nothing_is_begun() {
        String own = Gateway.caller().get("/internal/v1/identity").path("hotkey");

        probe(Integer.toString(response.uid()), "{}")
                .statusCode(200)
                .body("hotkey", equalTo(miner.hotkey()))
                .body("cycle", equalTo(response.initTime().toString()))
                .body("asker", equalTo(own))
                .body("good", equalTo(false))
                .body(
                        "phases.verdict",
                        contains(
                                "good",
                                "good",
                                "waiting",
                                "not_reached",
                                "not_reached",
                                "not_reached",
                                "not_reached",
                                "not_reached"))
                .body("phases[2].code", equalTo("NOT_READY"))
                .body("phases[2].said[0]", containsString("processing"));
        assertThat(miner.requests().stream().map(FakeMiner.Request::path)).containsExactly("/weather-poll-job-status");
        assertThat(miner.requests().getFirst().body()).contains(miner.jobId());
    }

    @Test
    void another_cycle_is_asked_about_if_the_caller_names_one() {
        String other = response.initTime().plus(Duration.ofDays(1000)).toString();

        probe(Integer.toString(response.uid()), "{\"cycle\": \"" + other + "\"}")
                .statusCode(200)
                .body("cycle", equalTo(other));
        assertThat(miner.requests().getFirst().body()).doesNotContain(miner.jobId());
    }

    @Test
    void a_slot_that_nobody_has_and_a_uid_that_is_none_are_the_callers_trouble() {
        probe("99999", "{}").statusCode(404).body("detail", equalTo("there is no miner in slot 99999"));
        probe("first", "{}").statusCode(400);
        probe(Integer.toString(response.uid()), "{\"cycle\": \"yesterday\"}")
                .statusCode(400)
                .body("detail", containsString("cycle is an instant"));
    }
}
