package fairweather.simulator;

import static fairweather.simulator.DemonstrationData.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.StorePath;
import fairweather.forecast.signature.Ed25519;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.miner.Counters;
import fairweather.simulator.protocol.RequestKind;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a good miner says, over real HTTP. */
class ConversationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Forecaster PERSISTENCE = new Forecaster.Persistence();

    private Fleet fleet;
    private ValidatorClient first;
    private ValidatorClient second;

    @BeforeEach
    void startAFleetOfThree() throws Exception {
        FleetPlan plan = FleetPlan.of(
                MinerPlan.good(0, "first", PERSISTENCE).withProcessingPolls(2),
                MinerPlan.good(1, "second", PERSISTENCE),
                MinerPlan.good(2, "finished beforehand", PERSISTENCE).withProcessingPolls(0));
        fleet = Fleet.start(plan, DemonstrationData.archive(), InstantSource.system());
        first = new ValidatorClient(fleet.endpoint(0));
        second = new ValidatorClient(fleet.endpoint(1));
    }

    @AfterEach
    void stop() throws Exception {
        fleet.close();
    }

    @Test
    void aMinerAcceptsIsBusyForItsPollsAndThenOpensAStoreWhoseManifestItHasSigned() throws Exception {
        String hotkey = fleet.endpoint(0).hotkey();
        JsonNode accepted = first.initiate(START);
        String jobId = accepted.path("job_id").asText();
        assertThat(accepted.path("status").asText()).isEqualTo("fetch_accepted");
        assertThat(jobId).isEqualTo(JobIds.jobId(START, hotkey).toString());
        assertThat(first.access(jobId).path("status").asText()).isEqualTo("processing");
        assertThat(first.poll(jobId).path("status").asText()).isEqualTo("processing");
        assertThat(first.poll(jobId).path("status").asText()).isEqualTo("processing");
        assertThat(first.poll(jobId).path("status").asText()).isEqualTo("completed");

        JsonNode access = first.access(jobId);
        assertThat(access.path("status").asText()).isEqualTo("completed");
        StorePath path = StorePath.parse(access.path("zarr_store_url").asText());
        assertThat(path.name()).isEqualTo(JobIds.storeName(START, hotkey, JobIds.jobId(START, hotkey)));
        byte[] manifest = first.object(access, "manifest.json");
        FrozenManifest frozen = new ManifestVerifier(new Ed25519(), Caps.DEFAULT)
                .verify(
                        manifest,
                        first.object(access, "manifest.sig"),
                        access.path("verification_hash").asText(),
                        hotkey);
        assertThat(frozen.fileCount()).isEqualTo(2 * 40 + 4 + 3 + 2 * 6);
        frozen.manifest().files().forEach((key, hash) -> {
            try {
                assertThat(ManifestVerifier.matches(hash, key, first.object(access, key.value())))
                        .as(key.value())
                        .isTrue();
            } catch (Exception e) {
                throw new AssertionError(key.value(), e);
            }
        });
        Counters counters = fleet.counters(0);
        assertThat(counters.count(RequestKind.INITIATE)).isEqualTo(1);
        assertThat(counters.count(RequestKind.POLL)).isEqualTo(3);
        assertThat(counters.count(RequestKind.ACCESS)).isEqualTo(2);
        assertThat(counters.count(RequestKind.MANIFEST)).isEqualTo(1);
        assertThat(counters.count(RequestKind.DATA_CHUNK)).isEqualTo(80);
        assertThat(counters.objectCount("10u/19.0.0")).isEqualTo(1);
        assertThat(counters.refused()).isZero();
    }

    @Test
    void aFinishedForecastIsHandedOverAtOnceToWhoeverAsks() throws Exception {
        JsonNode answer = new ValidatorClient(fleet.endpoint(2)).initiate(START);
        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.path("job_id").asText())
                .isEqualTo(JobIds.jobId(START, fleet.endpoint(2).hotkey()).toString());
        assertThat(answer.path("verification_hash").asText()).matches("[0-9a-f]{64}");
        assertThat(answer.path("access_token").asText()).isNotEmpty();

        first.finish(START);
        assertThat(first.initiate(START).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aRepeatedInitiationOfAnUnfinishedForecastIsAcceptedWithTheSameJob() throws Exception {
        assertThat(first.initiate(START)).isEqualTo(first.initiate(START));
    }

    @Test
    void theSameCallIsNotListenedToTwice() throws Exception {
        byte[] body = bytes(ValidatorClient.initiation(START));
        Map<String, String> headers = first.signedHeaders(ValidatorClient.INITIATE, body);
        assertThat(first.send(ValidatorClient.INITIATE, headers, body).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> replay = first.send(ValidatorClient.INITIATE, headers, body);
        assertThat(replay.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(replay.body()).path("detail").asText()).contains("nonce was used before");
        assertThat(fleet.counters(0).refused()).isEqualTo(1);
    }

    @Test
    void aChangedBodyOrPathOrMissingSignatureIsRefused() throws Exception {
        byte[] body = bytes(ValidatorClient.initiation(START));
        Map<String, String> headers = first.signedHeaders(ValidatorClient.INITIATE, body);
        byte[] other = bytes(ValidatorClient.initiation(START.plusSeconds(6 * 3600)));
        assertThat(first.send(ValidatorClient.INITIATE, headers, other).statusCode())
                .isEqualTo(401);
        assertThat(first.send(ValidatorClient.POLL, headers, body).statusCode()).isEqualTo(401);
        assertThat(first.send(ValidatorClient.INITIATE + "?x=1", headers, body).statusCode())
                .isEqualTo(401);
        assertThat(first.send(ValidatorClient.INITIATE, Map.of(), body).statusCode())
                .isEqualTo(401);
        assertThat(first.send(ValidatorClient.INITIATE, headers, body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void mailForAnotherMinerIsRefused() throws Exception {
        byte[] body = bytes(ValidatorClient.initiation(START));
        Map<String, String> headers = first.signedHeaders(ValidatorClient.INITIATE, body);
        assertThat(second.send(ValidatorClient.INITIATE, headers, body).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aWrongHotkeyInTheBodyIsAnsweredWithARejection() throws Exception {
        ObjectNode body = ValidatorClient.initiation(START);
        ((ObjectNode) body.path("data"))
                .put("expected_miner_hotkey", fleet.endpoint(1).hotkey());
        JsonNode answer =
                JSON.readTree(first.call(ValidatorClient.INITIATE, body).body());
        assertThat(answer.path("status").asText()).isEqualTo("fetch_rejected");
        assertThat(answer.path("actual_hotkey").asText())
                .isEqualTo(fleet.endpoint(0).hotkey());
    }

    @Test
    void unknownJobsAndMalformedRequestsGetTheirOwnAnswers() throws Exception {
        String stranger = "00000000-0000-4000-8000-000000000000";
        assertThat(first.poll(stranger).path("status").asText()).isEqualTo("not_found");
        assertThat(first.access(stranger).path("status").asText()).isEqualTo("not_found");
        assertThat(first.call(ValidatorClient.POLL, ValidatorClient.job(null)).statusCode())
                .isEqualTo(400);
        assertThat(first.call(ValidatorClient.INITIATE, ValidatorClient.job("x"))
                        .statusCode())
                .isEqualTo(422);
        byte[] noJson = "{\"data\":".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = first.signedHeaders(ValidatorClient.POLL, noJson);
        assertThat(first.send(ValidatorClient.POLL, headers, noJson).statusCode())
                .isEqualTo(422);
        byte[] tooLong = new byte[(1 << 20) + 1];
        assertThat(first.send(ValidatorClient.POLL, Map.of(), tooLong).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aStartWithoutAnAnalysisIsAnError() throws Exception {
        JsonNode answer = first.initiate(Instant.parse("2018-10-10T18:00:00Z"));
        assertThat(answer.path("status").asText()).isEqualTo("error");
        assertThat(answer.path("message").asText()).contains("no analysis of 10u");
    }

    @Test
    void aStoreIsReadWithItsOwnTokenOnly() throws Exception {
        JsonNode access = first.finish(START);
        JsonNode other = second.finish(START);
        String path = access.path("zarr_store_url").asText();
        String token = access.path("access_token").asText();
        assertThat(first.get(path + "/.zmetadata", token).statusCode()).isEqualTo(200);
        assertThat(first.head(path + "/.zmetadata", token)).isEqualTo(first.object(access, ".zmetadata").length);
        assertThat(first.get(path + "/.zmetadata", null).statusCode()).isEqualTo(401);
        assertThat(first.get(path + "/.zmetadata", token + "x").statusCode()).isEqualTo(401);
        assertThat(first.get(path + "/.zmetadata", other.path("access_token").asText())
                        .statusCode())
                .isEqualTo(401);
        assertThat(first.get(other.path("zarr_store_url").asText() + "/.zmetadata", token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(first.get(path + "/10u/%2e%2e/.zmetadata", token).statusCode())
                .isEqualTo(403);
        assertThat(first.get(path + "/10u/40.0.0", token).statusCode()).isEqualTo(404);
        assertThat(first.get("/elsewhere", token).statusCode()).isEqualTo(404);
        JsonNode listing = JSON.readTree(first.get(path + "/lat", token).body());
        assertThat(listing.path("files").toString()).isEqualTo("[\".zarray\",\".zattrs\",\"0\"]");
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
