package fairweather.simulator;

import static fairweather.simulator.DemonstrationData.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.store.FieldResult;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.forecast.WindArchive;
import fairweather.simulator.protocol.RequestKind;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration's fleet as a validator reads it: frozen, verified chunk by chunk, brought to the truth's grid. */
class ForecastReaderTest {
    private static final TargetGrid GRID = new TargetGrid(WindArchive.GRID.latitudes(), WindArchive.GRID.longitudes());
    private static final FleetPlan PLAN = FleetPlan.standard(24, true, FleetPlan.DEFAULT_SEED, FleetPlan.DEFAULT_HOST);

    private static final Integer SURFACE = null;

    private static Fleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = Fleet.start(PLAN, DemonstrationData.archive(), InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9, 17, 23})
    void aForecastIsReadAsItsForecasterMadeItBitForBit(int uid) throws Exception {
        ForecastReader reader = open(uid);
        Forecaster forecaster = PLAN.miners().get(uid).forecaster();
        for (int lead : new int[] {12, 24, 240}) {
            for (Wind wind : Wind.values()) {
                assertThat(present(reader, wind, lead))
                        .as(wind.variable() + " at " + lead)
                        .isEqualTo(forecaster.field(DemonstrationData.archive(), wind, START, lead));
            }
        }
    }

    @Test
    void theMissingSouthPoleRowIsReadAsACopyOfItsNeighbour() throws Exception {
        float[] expected = PLAN.miners()
                .get(22)
                .forecaster()
                .field(DemonstrationData.archive(), Wind.U, START, 24)
                .clone();
        System.arraycopy(expected, 179 * 360, expected, 180 * 360, 360);
        assertThat(present(open(22), Wind.U, 24)).isEqualTo(expected);
    }

    @Test
    void theNaNStripeIsReadAsNaN() throws Exception {
        float[] expected = PLAN.miners()
                .get(20)
                .forecaster()
                .field(DemonstrationData.archive(), Wind.U, START, 24)
                .clone();
        Arrays.fill(expected, 80 * 360, 100 * 360, Float.NaN);
        assertThat(present(open(20), Wind.U, 24)).isEqualTo(expected);
    }

    @Test
    void knotsCostBothVariables() throws Exception {
        ForecastReader reader = open(21);
        for (Wind wind : Wind.values()) {
            assertThat(reader.read(wind.variable(), SURFACE, 24, GRID))
                    .isInstanceOfSatisfying(
                            FieldResult.Absent.class,
                            absent -> assertThat(absent.code()).isEqualTo(Code.CONTENT_VALUES));
        }
    }

    @Test
    void theChangedChunkIsFoundOutAtItsLeadAfterOneRepeatAndNotBefore() throws Exception {
        ForecastReader reader = open(19);
        Forecaster forecaster = PLAN.miners().get(19).forecaster();
        for (int lead : new int[] {12, 114}) {
            assertThat(present(reader, Wind.U, lead))
                    .isEqualTo(forecaster.field(DemonstrationData.archive(), Wind.U, START, lead));
        }
        assertThatThrownBy(() -> reader.read("10u", SURFACE, 120, GRID))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.INTEGRITY_CHUNK_HASH));
        assertThat(fleet.counters(19).objectCount("10u/19.0.0")).isEqualTo(2);
        assertThat(fleet.counters(19).count(RequestKind.DATA_CHUNK)).isEqualTo(4);
    }

    private static float[] present(ForecastReader reader, Wind wind, int lead) {
        return ((FieldResult.Present) reader.read(wind.variable(), SURFACE, lead, GRID)).values();
    }

    private static ForecastReader open(int uid) throws Exception {
        MinerEndpoint miner = fleet.endpoint(uid);
        ValidatorClient client = new ValidatorClient(miner);
        JsonNode access = client.finish(START);
        FrozenManifest frozen = new ManifestVerifier(new Ed25519(), Caps.DEFAULT)
                .verify(
                        client.object(access, "manifest.json"),
                        client.object(access, "manifest.sig"),
                        access.path("verification_hash").asText(),
                        miner.hotkey());
        ObjectReader source = (key, maxBytes) -> read(client, access, key);
        return ForecastReader.open(new VerifyingReader(frozen.manifest(), source), START, Caps.DEFAULT);
    }

    private static byte[] read(ValidatorClient client, JsonNode access, ObjectKey key) {
        try {
            return client.object(access, key.value());
        } catch (Exception trouble) {
            throw new AssertionError(key.value(), trouble);
        }
    }
}
