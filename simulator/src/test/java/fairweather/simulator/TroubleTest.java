package fairweather.simulator;

import static fairweather.simulator.DemonstrationData.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.Ed25519;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.store.StoreCodec;
import fairweather.simulator.trouble.ContentTrouble;
import fairweather.simulator.trouble.DoorTrouble;
import fairweather.simulator.trouble.FreezeTrouble;
import fairweather.simulator.trouble.TalkTrouble;
import fairweather.simulator.trouble.Trouble;
import fairweather.simulator.trouble.WireTrouble;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every knob, over real HTTP. Its stores are uncompressed, so that a chunk's bytes are its values. */
class TroubleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Forecaster NOISE = new Forecaster.Noise(1, 1);
    private static final String LEAD_120 = "10u/19.0.0";
    private static final int COLUMNS = 360;

    private Fleet fleet;
    private ValidatorClient client;
    private String hotkey;

    @AfterEach
    void stop() throws Exception {
        fleet.close();
    }

    @Test
    void anOfflineMinerHasAPortOnWhichNothingListens() throws Exception {
        start(DoorTrouble.OFFLINE);
        assertThat(fleet.endpoint(0).port()).isBetween(1, 65535);
        assertThatThrownBy(() -> client.initiate(START)).isInstanceOf(ConnectException.class);
    }

    @Test
    void aRejectingMinerRejectsTheInitiation() throws Exception {
        start(TalkTrouble.REJECTING);
        JsonNode answer = client.initiate(START);
        assertThat(answer.path("status").asText()).isEqualTo("fetch_rejected");
        assertThat(answer.has("job_id")).isFalse();
        assertThat(fleet.counters(0).count(RequestKind.INITIATE)).isEqualTo(1);
    }

    @Test
    void aFailingMinerIsBusyOnceAndThenHasFailed() throws Exception {
        start(TalkTrouble.FAILING);
        String jobId = client.initiate(START).path("job_id").asText();
        assertThat(words(jobId, 3)).containsExactly("processing", "failed", "failed");
        assertThat(client.access(jobId).path("status").asText()).isEqualTo("error");
    }

    @Test
    void theTwentiethPollIsTheFirstThatIsCompletedAndTheForecastIsAsGoodAsAnyOther() throws Exception {
        start(TalkTrouble.READY_AT_TWENTIETH_POLL);
        String jobId = client.initiate(START).path("job_id").asText();
        assertThat(words(jobId, 19)).isEqualTo(Collections.nCopies(19, "processing"));
        assertThat(words(jobId, 2)).containsExactly("completed", "completed");
        assertThat(chunk(client.access(jobId), LEAD_120)).isEqualTo(forecast(Wind.U, 120));
        assertThat(fleet.counters(0).count(RequestKind.POLL)).isEqualTo(21);
    }

    @Test
    void aMinerThatIsNeverReadyIsBusyAtEveryPoll() throws Exception {
        start(TalkTrouble.NEVER_READY);
        String jobId = client.initiate(START).path("job_id").asText();
        assertThat(words(jobId, 25)).isEqualTo(Collections.nCopies(25, "processing"));
        assertThat(client.access(jobId).path("status").asText()).isEqualTo("processing");
    }

    @Test
    void theChunkOfLead120ChangesWithTheFirstReadOfADataChunkAndNothingElseDoes() throws Exception {
        start(FreezeTrouble.CHUNK_CHANGED);
        JsonNode access = client.finish(START);
        FrozenManifest frozen = freeze(access);
        byte[] metadata = client.object(access, ".zmetadata");
        ManifestVerifier.checkMetadata(frozen.manifest(), metadata);
        client.object(access, "lat/0");

        assertThat(matches(frozen, access, "10u/1.0.0")).isTrue();
        assertThat(matches(frozen, access, LEAD_120)).isFalse();
        float[] swapped = chunk(access, LEAD_120);
        float[] promised = forecast(Wind.U, 120);
        for (int i = 0; i < promised.length; i++) {
            assertThat(swapped[i]).isEqualTo(-promised[i]);
        }
        for (String key : frozen.manifest().files().keySet().stream()
                .map(ObjectKey::value)
                .filter(each -> !each.equals(LEAD_120))
                .toList()) {
            assertThat(matches(frozen, access, key)).as(key).isTrue();
        }
        assertThat(client.object(access, "manifest.json")).isEqualTo(frozen.json());
        assertThat(fleet.counters(0).objectCount(LEAD_120)).isEqualTo(2);
    }

    @Test
    void theNaNStripeIsTwentyWholeRowsOfTheEastwardWindInEveryStep() throws Exception {
        start(ContentTrouble.NAN_STRIPE);
        JsonNode access = client.finish(START);
        freeze(access);
        for (int step = 0; step < 40; step++) {
            float[] eastward = chunk(access, "10u/" + step + ".0.0");
            float[] expected = forecast(Wind.U, 6 + 6 * step);
            Arrays.fill(expected, 80 * COLUMNS, 100 * COLUMNS, Float.NaN);
            assertThat(eastward).isEqualTo(expected);
        }
        assertThat(chunk(access, "10v/19.0.0")).isEqualTo(forecast(Wind.V, 120));
    }

    @Test
    void wrongUnitsAreKnotsInBothVariablesAndSaidToBeKnots() throws Exception {
        start(ContentTrouble.WRONG_UNITS);
        JsonNode access = client.finish(START);
        freeze(access);
        for (Wind wind : Wind.values()) {
            float[] expected = forecast(wind, 12);
            float[] knots = chunk(access, wind.variable() + "/1.0.0");
            for (int i = 0; i < expected.length; i++) {
                assertThat(knots[i]).isEqualTo((float) (expected[i] * 3600.0 / 1852.0), within(1e-5f));
            }
            assertThat(attributes(access, wind).path("units").asText()).isEqualTo("knots");
        }
    }

    @Test
    void withoutTheSouthPoleRowTheOther180RowsAreTheForecasters() throws Exception {
        start(ContentTrouble.SOUTH_POLE_ROW_MISSING);
        JsonNode access = client.finish(START);
        freeze(access);
        assertThat(array(access, "10u").path("shape").toString()).isEqualTo("[40,180,360]");
        assertThat(array(access, "10u").path("chunks").toString()).isEqualTo("[1,180,360]");
        double[] latitudes = coordinate(access, "lat", 180);
        assertThat(latitudes[0]).isEqualTo(90);
        assertThat(latitudes[179]).isEqualTo(-89);
        assertThat(chunk(access, LEAD_120)).isEqualTo(Arrays.copyOf(forecast(Wind.U, 120), 180 * COLUMNS));
    }

    @Test
    void withLongitudesFromMinus180EachValueIsAtItsPlace() throws Exception {
        start(ContentTrouble.LONGITUDES_FROM_MINUS_180);
        JsonNode access = client.finish(START);
        freeze(access);
        double[] longitudes = coordinate(access, "lon", COLUMNS);
        assertThat(longitudes[0]).isEqualTo(-180);
        assertThat(longitudes[COLUMNS - 1]).isEqualTo(179);
        float[] values = chunk(access, "10v/19.0.0");
        float[] expected = forecast(Wind.V, 120);
        for (int row = 0; row < 181; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int there = ((int) longitudes[column] + COLUMNS) % COLUMNS;
                assertThat(values[row * COLUMNS + column]).isEqualTo(expected[row * COLUMNS + there]);
            }
        }
    }

    @Test
    void latitudesFromSouthToNorthAreTheSameRowsInTheOtherOrder() throws Exception {
        start(ContentTrouble.LATITUDES_ASCENDING);
        JsonNode access = client.finish(START);
        assertThat(coordinate(access, "lat", 181)[0]).isEqualTo(-90);
        float[] values = chunk(access, LEAD_120);
        float[] expected = forecast(Wind.U, 120);
        assertThat(Arrays.copyOfRange(values, 30 * COLUMNS, 31 * COLUMNS))
                .isEqualTo(Arrays.copyOfRange(expected, 150 * COLUMNS, 151 * COLUMNS));
    }

    @Test
    void aNaNFieldHasNoValueAtAll() throws Exception {
        start(ContentTrouble.NAN_FIELD);
        float[] expected = new float[181 * COLUMNS];
        Arrays.fill(expected, Float.NaN);
        assertThat(chunk(client.finish(START), "10u/0.0.0")).isEqualTo(expected);
    }

    @Test
    void aRemovedChunkIsGoneFromTheFirstReadOfADataChunkOn() throws Exception {
        start(FreezeTrouble.CHUNK_REMOVED);
        JsonNode access = client.finish(START);
        assertThat(freeze(access).hashOf(ObjectKey.of(LEAD_120))).isPresent();
        HttpResponse<byte[]> response = client.get(
                access.path("zarr_store_url").asText() + "/" + LEAD_120,
                access.path("access_token").asText());
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void anUnlistedChunkIsServedAllTheSame() throws Exception {
        start(FreezeTrouble.CHUNK_UNLISTED);
        JsonNode access = client.finish(START);
        assertThat(freeze(access).hashOf(ObjectKey.of(LEAD_120))).isEmpty();
        assertThat(chunk(access, LEAD_120)).isEqualTo(forecast(Wind.U, 120));
    }

    @Test
    void manifestsThatDoNotHoldTogetherAreFoundOutEachByItsOwnCheck() throws Exception {
        assertFreezeFails(FreezeTrouble.BAD_SIGNATURE, Code.INTEGRITY_SIGNATURE);
        assertFreezeFails(FreezeTrouble.FOREIGN_SIGNER, Code.INTEGRITY_SIGNER);
        assertFreezeFails(FreezeTrouble.BAD_MANIFEST_HASH, Code.INTEGRITY_MANIFEST_HASH);
    }

    @Test
    void aChangedClaimIsAnotherHashFromTheSecondAccessOn() throws Exception {
        start(FreezeTrouble.CHANGED_CLAIM);
        JsonNode first = client.finish(START);
        freeze(first);
        JsonNode second = client.access(first.path("job_id").asText());
        assertThat(second.path("verification_hash").asText()).isEqualTo("0".repeat(64));
        assertThat(second.path("zarr_store_url")).isEqualTo(first.path("zarr_store_url"));
    }

    @Test
    void aSilentMinerTakesTheCallAndNeverAnswers() throws Exception {
        start(WireTrouble.SILENT);
        assertThatThrownBy(() -> client.withPatience(Duration.ofMillis(300)).initiate(START))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(fleet.counters(0).count(RequestKind.INITIATE)).isEqualTo(1);
    }

    @Test
    void troubleOnTheWireReplacesEveryAnswer() throws Exception {
        start(WireTrouble.HTTP_500);
        assertThat(initiation().statusCode()).isEqualTo(500);
        restart(WireTrouble.TOO_MANY_REQUESTS);
        HttpResponse<byte[]> limited = initiation();
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("1");
        restart(WireTrouble.GARBAGE_JSON);
        assertThatThrownBy(() -> client.initiate(START)).isInstanceOf(JacksonException.class);
        restart(WireTrouble.OVERSIZE_JSON);
        assertThat(initiation().body().length).isGreaterThan(2 << 20);
        restart(WireTrouble.REDIRECT);
        HttpResponse<byte[]> redirect = initiation();
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("location")).contains("http://169.254.169.254/latest/meta-data/");
    }

    @Test
    void troubleInTheTalkIsAWrongWordIdPathOrToken() throws Exception {
        start(TalkTrouble.UNKNOWN_STATUS);
        String jobId = client.initiate(START).path("job_id").asText();
        assertThat(words(jobId, 2)).containsExactly("pondering", "pondering");
        restart(TalkTrouble.WRONG_JOB_ID);
        assertThat(client.initiate(START).path("job_id").asText()).isEqualTo("00000000-0000-4000-8000-000000000000");
        restart(TalkTrouble.ABSOLUTE_URL);
        assertThat(client.finish(START).path("zarr_store_url").asText())
                .startsWith("http://169.254.169.254/forecasts/weather_forecast_2018100618_");
        restart(TalkTrouble.NO_TOKEN);
        assertThat(client.finish(START).has("access_token")).isFalse();
        restart(TalkTrouble.EXPIRED_TOKEN);
        JsonNode access = client.finish(START);
        assertThat(client.get(
                                access.path("zarr_store_url").asText() + "/manifest.json",
                                access.path("access_token").asText())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theDefectOfTheFieldAnswers500OnceTheJobHasFailed() throws Exception {
        start(TalkTrouble.HTTP_500_ON_FAILURE);
        String jobId = client.initiate(START).path("job_id").asText();
        assertThat(words(jobId, 1)).containsExactly("processing");
        assertThat(client.call(ValidatorClient.POLL, ValidatorClient.job(jobId)).statusCode())
                .isEqualTo(500);
    }

    private void start(Trouble trouble) throws Exception {
        MinerPlan plan = MinerPlan.good(0, "troublemaker", NOISE)
                .withCodec(StoreCodec.NONE)
                .with(trouble);
        fleet = Fleet.start(FleetPlan.of(plan), DemonstrationData.archive(), InstantSource.system());
        client = new ValidatorClient(fleet.endpoint(0));
        hotkey = fleet.endpoint(0).hotkey();
        assertThat(fleet.endpoint(0).trouble()).isEqualTo(trouble.knob());
    }

    private void restart(Trouble trouble) throws Exception {
        stop();
        start(trouble);
    }

    private void assertFreezeFails(Trouble trouble, Code code) throws Exception {
        start(trouble);
        JsonNode access = client.finish(START);
        assertThatThrownBy(() -> freeze(access))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
        stop();
    }

    private List<String> words(String jobId, int polls) throws Exception {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < polls; i++) {
            words.add(client.poll(jobId).path("status").asText());
        }
        return words;
    }

    private HttpResponse<byte[]> initiation() throws Exception {
        return client.call(ValidatorClient.INITIATE, ValidatorClient.initiation(START));
    }

    private FrozenManifest freeze(JsonNode access) throws Exception {
        return new ManifestVerifier(new Ed25519(), Caps.DEFAULT)
                .verify(
                        client.object(access, "manifest.json"),
                        client.object(access, "manifest.sig"),
                        access.path("verification_hash").asText(),
                        hotkey);
    }

    private boolean matches(FrozenManifest frozen, JsonNode access, String key) throws Exception {
        return ManifestVerifier.matches(
                frozen.hashOf(ObjectKey.of(key)).orElseThrow(), ObjectKey.of(key), client.object(access, key));
    }

    private float[] chunk(JsonNode access, String key) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(client.object(access, key)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private double[] coordinate(JsonNode access, String name, int length) throws Exception {
        double[] values = new double[length];
        ByteBuffer.wrap(client.object(access, name + "/0"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    private JsonNode array(JsonNode access, String name) throws Exception {
        return JSON.readTree(client.object(access, ".zmetadata"))
                .path("metadata")
                .path(name + "/.zarray");
    }

    private JsonNode attributes(JsonNode access, Wind wind) throws Exception {
        return JSON.readTree(client.object(access, ".zmetadata"))
                .path("metadata")
                .path(wind.variable() + "/.zattrs");
    }

    private static float[] forecast(Wind wind, int lead) {
        return NOISE.field(DemonstrationData.archive(), wind, START, lead).clone();
    }
}
