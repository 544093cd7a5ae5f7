package fairweather.gateway.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import fairweather.forecast.signature.Ss58;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class EdgeTest {
    @Inject
    Vertx vertx;

    @ConfigProperty(name = "fairweather.validator.key-file")
    String keyFile;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/identity",
                "/internal/v1/responses/1/objects/a",
                "/elsewhere",
                "//internal/v1/identity",
                "/%69nternal/v1/identity",
                "/q/../internal/v1/identity"
            })
    void nobodyGetsInWithoutTheServicesToken(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer wrong")
                .get(path)
                .then()
                .statusCode(401);
    }

    @Test
    void aQuestionWithoutTheTokenIsNotAsked() {
        try (FakeMiner miner = new FakeMiner()) {
            Rows.Response response = miner.seeded();
            given().contentType("application/json")
                    .post("/internal/v1/responses/" + response.id() + "/initiate")
                    .then()
                    .statusCode(401);
            assertThat(miner.requests()).isEmpty();
        }
    }

    @Test
    void probesAndMetricsNeedNoToken() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("fairweather_event_loop_blocked_total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "1;drop", "99999999999", "2147483648", "1e3"})
    void aMalformedIdentifierIsABadRequest(String id) {
        Gateway.caller()
                .body("{}")
                .post("/internal/v1/responses/" + id + "/poll")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("code", equalTo("VALIDATOR_INTERNAL"))
                .body("detail", equalTo("the identifier of a response is a positive number"));
        Gateway.caller()
                .get("/internal/v1/responses/" + id + "/objects/a")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void anUnknownResponseIsNotFound() {
        Gateway.caller()
                .body("{}")
                .post("/internal/v1/responses/2147483647/poll")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("there is no response 2147483647"));
        Gateway.caller()
                .get("/internal/v1/responses/2147483647/objects/a")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"deadline_ms\":-1}", "{\"deadline_ms\":\"soon\"}"})
    void anUnusableBodyIsABadRequest(String body) {
        Gateway.caller()
                .body(body)
                .post("/internal/v1/responses/1/poll")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(containsString("Exception")))
                .body("detail", not(containsString("\tat ")));
    }

    @Test
    void wrongPathsMethodsAndTypesAreProblemsToo() {
        Gateway.caller().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        Gateway.caller()
                .get("/internal/v1/responses/1/poll")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        Gateway.caller()
                .contentType("text/plain")
                .body("x")
                .post("/internal/v1/responses/1/poll")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void theIdentityIsAnAddress() {
        String hotkey = Gateway.caller()
                .get("/internal/v1/identity")
                .then()
                .statusCode(200)
                .extract()
                .path("hotkey");
        assertThat(Ss58.isValid(hotkey)).isTrue();
    }

    @Test
    @Tag("P-41")
    void neitherTokensNorKeysAreLoggedAndEveryCallIs() throws IOException {
        try (LogLines log = new LogLines();
                FakeMiner miner = new FakeMiner()) {
            Rows.Response response = miner.seeded();
            Gateway.ask(response, "initiate").then().statusCode(200);
            Gateway.ask(response, "freeze").then().body("result", equalTo("verified"));
            miner.frozen();
            Gateway.object(response, "10u/0.0.0").then().statusCode(200);
            // A miner that echoes what it was sent.
            miner.script(
                    FakeMiner.STORE + "/10u/0.0.0",
                    request -> request.response()
                            .setStatusCode(500)
                            .end("{\"error\":\"bad " + request.getHeader("Authorization") + "\"}"));
            Gateway.object(response, "10u/0.0.0").then().statusCode(502).body(not(containsString(miner.token())));
            miner.reply("/weather-poll-job-status", new io.vertx.core.json.JsonObject().put("status", miner.token()));
            Gateway.ask(response, "poll").then().statusCode(200);

            assertThat(log.text())
                    .contains(
                            "operation=initiate run_id=" + response.runId() + " uid=" + response.uid()
                                    + " code=OK latency_ms=",
                            "operation=freeze run_id=" + response.runId(),
                            "operation=object run_id=" + response.runId() + " uid=" + response.uid()
                                    + " code=HTTP_5XX latency_ms=")
                    .doesNotContain(
                            miner.token(),
                            MigratedDatabase.TOKEN,
                            Files.readString(Path.of(keyFile)).strip());
        }
    }

    @Test
    void troubleOfOurOwnOnTheWayOfTheBytesIsLoggedAndAMinersIsNot() {
        try (LogLines log = new LogLines();
                FakeMiner miner = new FakeMiner()) {
            Rows.Response response = miner.seeded();
            miner.frozen();
            miner.answerWith(FakeMiner.STORE + "/10u/0.0.0", 500);
            Gateway.object(response, "10u/0.0.0").then().statusCode(502);
            assertThat(log.text()).doesNotContain("own trouble");

            Rows.withoutManifests(() ->
                    Gateway.object(response, "10u/0.0.0").then().statusCode(503).body("code", equalTo("DATABASE")));
            assertThat(log.text()).contains("the gateway's own trouble code=DATABASE");
        }
    }

    @Test
    void aBlockedEventLoopIsCountedOnceHoweverLongAndABlockedWorkerNever() {
        Gateway.caller().get("/q/health/ready").then().statusCode(200);
        // Counting per check, 25 ms apart, would give dozens; a loaded machine may add one of its own.
        double most = 3;
        double before = blocked();
        vertx.executeBlocking(() -> spin(Duration.ofSeconds(1)))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertThat(blocked() - before).isLessThan(most);
        CompletableFuture<Long> spun = new CompletableFuture<>();
        vertx.runOnContext(go -> spun.complete(spin(Duration.ofSeconds(1))));
        spun.join();
        await().atMost(Duration.ofSeconds(10)).until(() -> blocked() > before);
        assertThat(blocked() - before).isLessThan(2 * most);
    }

    private static double blocked() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("fairweather_event_loop_blocked_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static long spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long turns = 0;
        while (System.nanoTime() < end) {
            turns++;
        }
        return turns;
    }

    @Test
    void callsAreMeasuredByOperationAndCode() {
        Gateway.ask(Rows.response("hk-measured", "10.0.0.1", 8000), "initiate")
                .then()
                .statusCode(200);
        given().get("/q/metrics")
                .then()
                .body(containsString(
                        "fairweather_miner_call_seconds_count{code=\"BLOCKED_ADDRESS\",operation=\"initiate\"}"));
    }
}
