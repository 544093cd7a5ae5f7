package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class FreezeTest {
    private static final String MANIFEST = FakeMiner.STORE + "/manifest.json";
    private static final String SIGNATURE = FakeMiner.STORE + "/manifest.sig";
    private static final String METADATA = FakeMiner.STORE + "/.zmetadata";

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

    private void fails(String code) {
        Gateway.ask(response, "freeze")
                .then()
                .statusCode(200)
                .body("result", equalTo("failed"))
                .body("code", equalTo(code));
    }

    private String text() {
        return new String(miner.object("manifest.json"), StandardCharsets.US_ASCII);
    }

    private void publish(String text) {
        miner.publish(text.getBytes(StandardCharsets.US_ASCII), miner.signer());
    }

    /** Or two hundred miners have us keep as many manifests of sixteen mebibytes while we wait for their signatures. */
    @Test
    void aLargeManifestIsNotReadWhileTwoOthersAreKept() {
        try (FakeMiner second = new FakeMiner();
                FakeMiner third = new FakeMiner()) {
            List<CompletableFuture<JsonPath>> slow = List.of(
                    freezeOfLarge(miner, response, Duration.ofSeconds(2)),
                    freezeOfLarge(second, second.seeded(), Duration.ofSeconds(2)));
            await().until(() -> miner.asked(SIGNATURE) + second.asked(SIGNATURE) == 2);

            JsonPath reply =
                    freezeOfLarge(third, third.seeded(), Duration.ofMillis(1)).join();

            assertThat(reply.getString("result")).isEqualTo("verified");
            assertThat(slow).anyMatch(CompletableFuture::isDone);
            slow.forEach(CompletableFuture::join);
        }
    }

    private static CompletableFuture<JsonPath> freezeOfLarge(FakeMiner miner, Rows.Response response, Duration delay) {
        String text = new String(miner.object("manifest.json"), StandardCharsets.US_ASCII);
        String large = text.replaceFirst("\\{", "{\"padding\": \"" + "x".repeat(3 << 20) + "\",");
        miner.publish(large.getBytes(StandardCharsets.US_ASCII), miner.signer());
        miner.delay(SIGNATURE, delay);
        return CompletableFuture.supplyAsync(() ->
                Gateway.ask(response, "freeze").then().statusCode(200).extract().jsonPath());
    }

    @Test
    void aSoundCommitmentIsHandedOverByteForByteAfterOneFetch() throws IOException {
        JsonPath reply = Gateway.ask(response, "freeze")
                .then()
                .statusCode(200)
                .body("result", equalTo("verified"))
                .body("store_path", equalTo(FakeMiner.STORE))
                .body("manifest_hash", equalTo(miner.manifestHash()))
                .body("signer", equalTo(miner.hotkey()))
                .body("file_count", equalTo(2))
                .extract()
                .jsonPath();

        byte[] gzip = Base64.getDecoder().decode(reply.getString("manifest_gzip_base64"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(miner.object("manifest.json"));
        assertThat(Base64.getDecoder().decode(reply.getString("signature_base64")))
                .isEqualTo(miner.object("manifest.sig"));
        byte[] metadata = Base64.getDecoder().decode(reply.getString("metadata_gzip_base64"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(metadata)).readAllBytes())
                .isEqualTo(miner.object(".zmetadata"));
        assertThat(reply.getString("scheme")).isEqualTo("ed25519");
        assertThat(miner.asked(MANIFEST)).isEqualTo(1);
        assertThat(miner.asked(SIGNATURE)).isEqualTo(1);
        assertThat(miner.asked(METADATA)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"processing, NOT_READY", "not_found, JOB_UNKNOWN", "error, MINER_FAILED", "hmm, PROTOCOL"})
    void aClaimThatIsNoneIsNamed(String status, String code) {
        miner.reply(MinerWords.PATH_ACCESS, new JsonObject().put("status", status));
        fails(code);
        assertThat(miner.asked(MANIFEST)).isZero();
    }

    @Test
    void aPathElsewhereIsProtocol() {
        miner.claim("http://169.254.169.254/forecasts/a.zarr", miner.manifestHash());
        fails("PROTOCOL");
    }

    @Test
    void theContentHashIsJudgedBeforeTheSignatureIsFetched() {
        miner.claim(FakeMiner.STORE, "00".repeat(32));
        fails("INTEGRITY_MANIFEST_HASH");
        assertThat(miner.asked(SIGNATURE)).isZero();
    }

    @Test
    void theSignaturesLengthIsJudgedBeforeTheFormat() {
        publish("not even JSON");
        miner.put("manifest.sig", new byte[63]);
        fails("INTEGRITY_SIGNATURE");
        miner.put("manifest.sig", new byte[65]);
        fails("INTEGRITY_SIGNATURE");
    }

    @Test
    void anAbsentSignatureIsAnIntegrityFaultButAnUnavailableOneIsNot() {
        miner.answerWith(SIGNATURE, 404);
        fails("INTEGRITY_SIGNATURE");
        miner.answerWith(SIGNATURE, 503);
        fails("HTTP_5XX");
    }

    @Test
    void theFormatIsJudgedBeforeTheSigner() {
        publish("not even JSON");
        fails("INTEGRITY_FORMAT");
        publish(text().replace("}", "}}"));
        fails("INTEGRITY_FORMAT");
    }

    @Test
    void theAlgorithmIsJudgedBeforeTheSigner() {
        miner.sign("5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX", miner.signer());
        publish(text().replace("\"sha256\"", "\"xxh64\""));
        fails("INTEGRITY_FORMAT");
    }

    @Test
    void aForeignSignerIsNamedBeforeTheSignatureIsChecked() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 99);
        Signer other = Ed25519.signer(seed);
        miner.sign(other.address(), other);
        fails("INTEGRITY_SIGNER");
    }

    @Test
    void aSignatureByAnotherKeyIsWrong() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 99);
        miner.sign(miner.hotkey(), Ed25519.signer(seed));
        fails("INTEGRITY_SIGNATURE");
        assertThat(miner.asked(METADATA)).isZero();
    }

    @Test
    void unlistedMetadataAreALayoutFault() {
        publish(text().replace("\".zmetadata\"", "\"zmetadata\""));
        fails("CONTENT_LAYOUT");
    }

    @Test
    void changedMetadataAreConfirmedByOneFreshReadAndThenFinal() {
        miner.put(".zmetadata", "{\"metadata\": {\"other\": 1}}".getBytes(StandardCharsets.US_ASCII));
        fails("INTEGRITY_CHUNK_HASH");
        assertThat(miner.asked(METADATA)).isEqualTo(2);
        assertThat(miner.requests().getLast().headers()).containsEntry("cache-control", "no-cache");
    }

    @Test
    void metadataThatAreGoneAreMissing() {
        miner.answerWith(METADATA, 404);
        fails("INTEGRITY_CHUNK_MISSING");
        miner.answerWith(METADATA, 500);
        fails("HTTP_5XX");
    }

    @Test
    void aManifestThatIsGoneOrTooLargeIsNamed() {
        miner.answerWith(MANIFEST, 404);
        fails("HTTP_4XX");
        miner.script(
                MANIFEST,
                request -> request.response()
                        .putHeader("Content-Length", Integer.toString((16 << 20) + 1))
                        .write("{"));
        fails("OVERSIZE");
    }

    @Test
    void aTruncatedManifestIsAvailability() {
        miner.script(MANIFEST, request -> {
            request.response().putHeader("Content-Length", "100").write("{");
            request.connection().close();
        });
        fails("UNREACHABLE");
    }

    @Test
    void theCallersDeadlineHoldsForClaimAndObjectsTogether() {
        miner.script(
                MinerWords.PATH_ACCESS,
                request -> request.response().putHeader("Content-Length", "100").write("{"));
        Gateway.caller()
                .body("{\"deadline_ms\": 300}")
                .post("/internal/v1/responses/" + response.id() + "/freeze")
                .then()
                .body("code", equalTo("TIMEOUT_TOTAL"))
                .body("latency_ms", lessThan(1400));
        miner.unscript(MinerWords.PATH_ACCESS);
        miner.script(MANIFEST, request -> {});
        Gateway.caller()
                .body("{\"deadline_ms\": 700}")
                .post("/internal/v1/responses/" + response.id() + "/freeze")
                .then()
                .body("code", equalTo("TIMEOUT_TOTAL"))
                .body("detail", equalTo("the miner had not finished after 700 ms"))
                .body("latency_ms", lessThan(2000));
    }

    @Test
    void aRefusedTokenGivesTheMinerNoMoreTime() {
        miner.script(MANIFEST, request -> {
            miner.script(MANIFEST, silence -> {});
            miner.delay(MinerWords.PATH_ACCESS, Duration.ofMillis(800));
            request.response().setStatusCode(401).end();
        });
        miner.delay(MANIFEST, Duration.ofMillis(800));
        Gateway.caller()
                .body("{\"deadline_ms\": 2000}")
                .post("/internal/v1/responses/" + response.id() + "/freeze")
                .then()
                .body("code", equalTo("TIMEOUT_TOTAL"))
                .body("detail", equalTo("the miner had not finished after 2 s"))
                .body("latency_ms", lessThan(2900));
        assertThat(miner.asked(MANIFEST)).isEqualTo(2);
    }

    @Test
    void anotherClaimThanTheFrozenOneIsAChangedClaim() {
        miner.frozen();
        miner.claim("/forecasts/another.zarr", miner.manifestHash());
        fails("INTEGRITY_CHANGED_CLAIM");
        miner.claim(FakeMiner.STORE, "ab".repeat(32));
        fails("INTEGRITY_CHANGED_CLAIM");
        miner.claim(FakeMiner.STORE + "/", miner.manifestHash().toUpperCase());
        Gateway.ask(response, "freeze").then().body("result", equalTo("verified"));
    }

    @Test
    void aRefusedTokenIsAskedForOnceMore() {
        miner.script(MANIFEST, request -> {
            miner.unscript(MANIFEST);
            request.response().setStatusCode(403).end();
        });
        Gateway.ask(response, "freeze").then().body("result", equalTo("verified"));
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(2);

        miner.answerWith(MANIFEST, 401);
        fails("HTTP_401_403");
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(4);
    }
}
