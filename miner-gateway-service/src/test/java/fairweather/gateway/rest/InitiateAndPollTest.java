package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import fairweather.forecast.protocol.MinerWords;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class InitiateAndPollTest {
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

    private static void failed(Response reply, String code, Integer httpStatus) {
        reply.then()
                .statusCode(200)
                .body("result", equalTo("failed"))
                .body("code", equalTo(code))
                .body("latency_ms", greaterThanOrEqualTo(0))
                .body("http_status", httpStatus == null ? nullValue() : equalTo(httpStatus));
    }

    @Test
    void anAcceptedRequestGivesTheJobIdentifierAndSaysWhatTheProtocolAsksFor() {
        Gateway.ask(response, "initiate")
                .then()
                .statusCode(200)
                .body("result", equalTo("accepted"))
                .body("job_id", equalTo(miner.jobId()))
                .body("latency_ms", greaterThanOrEqualTo(0));

        FakeMiner.Request request = miner.requests().getFirst();
        JsonObject data = new JsonObject(request.body()).getJsonObject("data");
        String own = Gateway.caller().get("/internal/v1/identity").path("hotkey");
        assertThat(request.path()).isEqualTo("/weather-initiate-fetch");
        assertThat(data.getString("forecast_start_time"))
                .endsWith("T18:00:00+00:00")
                .satisfies(
                        text -> assertThat(java.time.OffsetDateTime.parse(text).toInstant())
                                .isEqualTo(response.initTime()));
        assertThat(java.time.OffsetDateTime.parse(data.getString("previous_step_time"))
                        .toInstant())
                .isEqualTo(response.initTime().minusSeconds(6 * 3600));
        assertThat(data.getString("expected_miner_hotkey")).isEqualTo(miner.hotkey());
        assertThat(data.getString("validator_hotkey")).isEqualTo(own);
        assertThat(request.headers())
                .containsEntry("validator-hotkey", own)
                .containsEntry("miner-hotkey", miner.hotkey())
                .containsEntry("accept-encoding", "identity");
    }

    @Test
    void aFinishedForecastIsReadyAtOnce() {
        miner.reply(
                MinerWords.PATH_INITIATE,
                new JsonObject().put("status", "completed").put("job_id", miner.jobId()));
        Gateway.ask(response, "initiate").then().body("result", equalTo("ready"));
    }

    @Test
    void aRejectionNamesItself() {
        miner.reply(
                MinerWords.PATH_INITIATE,
                new JsonObject().put("status", "fetch_rejected").put("message", "not me"));
        Response reply = Gateway.ask(response, "initiate");
        failed(reply, "REJECTED_IDENTITY", null);
        assertThat(reply.<String>path("detail")).isEqualTo("the miner rejected the request: not me");
    }

    @Test
    void aForeignJobIdentifierIsRefused() {
        miner.reply(
                MinerWords.PATH_INITIATE,
                new JsonObject().put("status", "fetch_accepted").put("job_id", "8f8efe47-201e-414c-9a7a-f609e8707481"));
        failed(Gateway.ask(response, "initiate"), "PROTOCOL", null);
    }

    @ParameterizedTest
    @CsvSource({
        "401, HTTP_401_403",
        "403, HTTP_401_403",
        "404, HTTP_4XX",
        "422, HTTP_4XX",
        "429, RATE_LIMITED",
        "500, HTTP_5XX",
        "502, HTTP_5XX",
        "302, PROTOCOL"
    })
    void anHttpStatusIsNamedAndReported(int status, String code) {
        miner.answerWith(MinerWords.PATH_POLL, status);
        failed(Gateway.ask(response, "poll"), code, status);
    }

    @ParameterizedTest
    @CsvSource({"completed, done", "in_progress, running", "dreaming, unknown_word", "not_found, unknown_job"})
    void aStatusWordHasItsResult(String word, String result) {
        miner.reply(MinerWords.PATH_POLL, new JsonObject().put("status", word).put("job_id", miner.jobId()));
        Gateway.ask(response, "poll")
                .then()
                .statusCode(200)
                .body("result", equalTo(result))
                .body("word", equalTo(word))
                .body("progress", nullValue());
    }

    @Test
    void aFailedJobIsTheMinersFailure() {
        miner.reply(
                MinerWords.PATH_POLL, new JsonObject().put("status", "failed").put("message", "no GPU"));
        failed(Gateway.ask(response, "poll"), "MINER_FAILED", null);
    }

    @Test
    void aPollAsksForTheRecordedJob() {
        Rows.setJobId(response, "11111111-2222-4333-8444-555555555555");
        Gateway.ask(response, "poll").then().body("result", equalTo("running"));
        assertThat(new JsonObject(miner.requests().getFirst().body())
                        .getJsonObject("data")
                        .getString("job_id"))
                .isEqualTo("11111111-2222-4333-8444-555555555555");
    }

    @Test
    void garbageOversizeAndSilenceAreNamed() {
        miner.script(MinerWords.PATH_POLL, request -> request.response().end("<html>"));
        failed(Gateway.ask(response, "poll"), "PROTOCOL", null);
        miner.script(
                MinerWords.PATH_POLL, request -> request.response().end("{\"x\":\"" + "y".repeat(1 << 20) + "\"}"));
        failed(Gateway.ask(response, "poll"), "OVERSIZE", null);
        miner.script(MinerWords.PATH_POLL, request -> {});
        failed(Gateway.ask(response, "poll"), "TIMEOUT_READ", null);
        miner.script(MinerWords.PATH_POLL, request -> {
            request.response().setChunked(true).write("{");
        });
        failed(Gateway.ask(response, "poll"), "TIMEOUT_TOTAL", null);
    }

    @Test
    void theCallersShorterDeadlineHolds() {
        miner.script(MinerWords.PATH_POLL, request -> {});
        long latency = Gateway.caller()
                .body("{\"deadline_ms\": 200}")
                .post("/internal/v1/responses/" + response.id() + "/poll")
                .then()
                .body("code", equalTo("TIMEOUT_READ"))
                .extract()
                .jsonPath()
                .getLong("latency_ms");
        assertThat(latency).isBetween(200L, 1200L);
    }

    @Test
    void whoListensNowhereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        failed(Gateway.ask(Rows.response("hk-offline", "127.0.0.1", port), "initiate"), "UNREACHABLE", null);
    }

    @Test
    void aDecimalAddressAndANameAreUnderstood() {
        Rows.Response decimal = Rows.response("hk-decimal", "2130706433", miner.port());
        failed(Gateway.ask(decimal, "poll"), "HTTP_401_403", 401);
        Rows.Response name = Rows.response("hk-name", "localhost", miner.port());
        failed(Gateway.ask(name, "poll"), "HTTP_401_403", 401);
        assertThat(miner.requests().getLast().headers()).containsEntry("host", "localhost:" + miner.port());
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 8000", "169.254.169.254, 80", "::1, 8000", "3232235777, 8000", "127.0.0.1, 5432"})
    void whatTheGuardRefusesIsBlocked(String ip, int port) {
        failed(Gateway.ask(Rows.response("hk-blocked", ip, port), "initiate"), "BLOCKED_ADDRESS", null);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 8000", "'', 8000", "127.0.0.1, 0", ", 8000", "127.0.0.1,"})
    void whoPostedNothingIsNotPosted(String ip, Integer port) {
        failed(Gateway.ask(Rows.response("hk-nowhere", ip, port), "initiate"), "NOT_POSTED", null);
    }

    @Test
    void aNameThatMeansNothingIsUnreachable() {
        failed(
                Gateway.ask(Rows.response("hk-no-name", "does-not-exist.invalid", 8000), "initiate"),
                "UNREACHABLE",
                null);
    }

    @Test
    void whoLostTheSlotIsNotAsked() {
        Rows.giveSlotTo(response, "somebody-else");
        failed(Gateway.ask(response, "initiate"), "DEREGISTERED", null);
        Rows.emptySlot(response);
        failed(Gateway.ask(response, "poll"), "DEREGISTERED", null);
        assertThat(miner.requests()).isEmpty();
    }

    @Test
    void aMinerThatIsNotWhoItShouldBeRefusesTheSignature() {
        Rows.Response foreign =
                Rows.response("5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX", "127.0.0.1", miner.port());
        failed(Gateway.ask(foreign, "initiate"), "HTTP_401_403", 401);
    }

    @Test
    void aNonceBearsTheTimeOfItsSending() {
        Instant before = Instant.now();
        Gateway.ask(response, "poll").then().statusCode(200);
        long nonce = Long.parseLong(
                miner.requests().getFirst().headers().get("nonce").split("_")[0]);
        assertThat(Instant.ofEpochSecond(0, nonce)).isBetween(before, Instant.now());
    }
}
