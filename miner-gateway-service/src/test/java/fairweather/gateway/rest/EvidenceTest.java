package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import fairweather.forecast.evidence.Attestation;
import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.Kind;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.signature.Ed25519;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class EvidenceTest {
    private static final String KEY = "10u/0.0.0";
    private static final String PATH = FakeMiner.STORE + "/" + KEY;

    private FakeMiner miner;
    private Rows.Response response;

    @BeforeEach
    void aFrozenForecast() {
        miner = new FakeMiner();
        response = miner.seeded();
        miner.frozen();
    }

    @AfterEach
    void stopMiner() {
        miner.close();
    }

    private ChangedClaim changed(Response reply) throws IOException {
        assertThat(reply.statusCode()).isEqualTo(409);
        assertThat(reply.asString()).doesNotContain(miner.token()).doesNotContain("127.0.0.1");
        JsonObject problem = new JsonObject(reply.asString());
        assertThat(problem.getString("code")).isEqualTo("INTEGRITY_CHANGED_CLAIM");
        return (ChangedClaim) EvidenceJson.finding(
                Kind.CHANGED_CLAIM, problem.getJsonObject("evidence").encode());
    }

    @Test
    void a_new_manifest_is_confirmed_by_one_question_and_kept_with_its_signature() throws IOException {
        miner.put(KEY, new byte[] {1});
        miner.sign(miner.hotkey(), miner.signer());

        ChangedClaim found = changed(Gateway.object(response, KEY));

        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(2);
        assertThat(found.claims()).hasSize(2).allSatisfy(claim -> {
            assertThat(claim.storePath()).isEqualTo(FakeMiner.STORE);
            assertThat(claim.manifestHash()).isEqualTo(miner.manifestHash());
        });
        assertThat(new GZIPInputStream(new ByteArrayInputStream(found.manifestGzip())).readAllBytes())
                .isEqualTo(miner.object("manifest.json"));
        assertThat(found.signature()).isEqualTo(miner.object("manifest.sig"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(found.metadataGzip())).readAllBytes())
                .isEqualTo(miner.object(".zmetadata"));
    }

    @Test
    void a_manifest_that_cannot_be_had_leaves_the_two_claims() throws IOException {
        miner.claim(FakeMiner.STORE, "12".repeat(32));
        assertThat(changed(Gateway.object(response, KEY)).manifestGzip()).isNull();

        miner.claim("/forecasts/elsewhere.zarr", miner.manifestHash());
        ChangedClaim moved = changed(Gateway.object(response, KEY));
        assertThat(moved.last().storePath()).isEqualTo("/forecasts/elsewhere.zarr");
        assertThat(moved.manifestGzip()).isNull();
    }

    @Test
    void another_claim_that_is_not_repeated_costs_nothing() {
        AtomicInteger questions = new AtomicInteger();
        miner.script(MinerWords.PATH_ACCESS, request -> request.response()
                .end(new JsonObject()
                        .put("status", "completed")
                        .put("zarr_store_url", FakeMiner.STORE)
                        .put(
                                "verification_hash",
                                questions.incrementAndGet() == 1 ? "12".repeat(32) : miner.manifestHash())
                        .put("access_token", miner.token())
                        .toBuffer()));

        assertThat(Gateway.object(response, KEY).asByteArray()).isEqualTo(FakeMiner.CHUNK);
        assertThat(questions.get()).isEqualTo(2);
    }

    @Test
    void a_miner_that_does_not_repeat_its_claim_is_not_available_and_has_changed_nothing() {
        AtomicInteger questions = new AtomicInteger();
        miner.script(MinerWords.PATH_ACCESS, request -> {
            if (questions.incrementAndGet() > 1) {
                request.response().setStatusCode(503).end();
                return;
            }
            request.response()
                    .end(new JsonObject()
                            .put("status", "completed")
                            .put("zarr_store_url", FakeMiner.STORE)
                            .put("verification_hash", "12".repeat(32))
                            .put("access_token", miner.token())
                            .toBuffer());
        });

        Gateway.object(response, KEY).then().body("code", equalTo("HTTP_5XX"));
    }

    @Test
    void a_few_headers_of_the_miner_are_passed_on_without_addresses() {
        miner.script(PATH, request -> request.response()
                .putHeader("ETag", "\"v2\"")
                .putHeader("Server", "nginx at 10.1.2.3:8080")
                .putHeader("X-Secret", "no")
                .end(Buffer.buffer(FakeMiner.CHUNK)));

        Response reply = Gateway.object(response, KEY);

        assertThat(reply.header("Fairweather-Miner-ETag")).isEqualTo("\"v2\"");
        assertThat(reply.header("Fairweather-Miner-Server")).isEqualTo("nginx at [IP]");
        assertThat(reply.header("Fairweather-Miner-Content-Length"))
                .isEqualTo(Integer.toString(FakeMiner.CHUNK.length));
        assertThat(reply.headers().asList()).noneMatch(header -> header.getName().contains("Secret"));
    }

    private static Response attest(String body) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + MigratedDatabase.TOKEN)
                .contentType("application/json")
                .body(body)
                .when()
                .post("/internal/v1/attest");
    }

    @Test
    void a_digest_of_evidence_is_signed_behind_words_of_its_own() {
        String digest = "ab".repeat(32);

        Response reply = attest(new JsonObject().put("sha256", digest).encode());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.path("scheme").toString()).isEqualTo("ed25519");
        byte[] signature = Base64.getDecoder().decode(reply.path("signature_base64").toString());
        assertThat(new Ed25519().verify(reply.path("address"), Attestation.text(digest), signature))
                .isTrue();
        assertThat(new String(Attestation.text(digest), StandardCharsets.US_ASCII))
                .isEqualTo("fairweather evidence v1\n" + digest);
    }

    @Test
    void nothing_but_a_digest_is_signed_and_for_nobody_without_the_services_token() {
        attest("{\"sha256\": \"POST /weather-poll-job-status\"}")
                .then()
                .statusCode(400)
                .body("detail", containsString("64 lower-case"));
        attest("{}").then().statusCode(400);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"sha256\": \"" + "ab".repeat(32) + "\"}")
                .when()
                .post("/internal/v1/attest")
                .then()
                .statusCode(401);
    }
}
