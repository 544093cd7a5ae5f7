package fairweather.simulator;

import static fairweather.simulator.DemonstrationData.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.store.StoreCodec;
import fairweather.simulator.trouble.NoTrouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final long SEED = FleetPlan.DEFAULT_SEED;
    private static final String HOST = FleetPlan.DEFAULT_HOST;

    @TempDir
    private Path directory;

    @Test
    void theStandardFleetIsFourteenGoodMinersAndTheTenTroublemakersOfTheTable() {
        List<MinerPlan> miners = FleetPlan.standard(24, true, SEED, HOST).miners();
        assertThat(miners.stream().map(MinerPlan::uid))
                .containsExactlyElementsOf(IntStream.range(0, 24).boxed().toList());
        assertThat(miners.subList(0, 14)).allMatch(plan -> plan.trouble() == NoTrouble.NONE);
        assertThat(miners.subList(14, 24).stream().map(plan -> plan.knob().orElse("good")))
                .containsExactly(
                        "offline",
                        "reject",
                        "fail",
                        "ready-at-20th-poll",
                        "never-ready",
                        "chunk-swapped-after-freeze",
                        "nan-stripe",
                        "units-wrong",
                        "720-lats",
                        "lon-180");
        assertThat(miners.stream().map(MinerPlan::label)).doesNotHaveDuplicates();
        assertThat(miners.stream().map(MinerPlan::codec).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(StoreCodec.values());
        assertThat(miners.subList(0, 14))
                .filteredOn(plan -> plan.processingPolls() == 0)
                .hasSize(1);
        assertThat(miners).allMatch(plan -> plan.processingPolls() <= 3);
    }

    @Test
    void thoseThatAreScoredInSpiteOfTheirTroubleForecastWhatAGoodMinerForecasts() {
        List<MinerPlan> miners = FleetPlan.standard(24, true, SEED, HOST).miners();
        assertThat(miners.get(17).forecaster()).isEqualTo(miners.get(0).forecaster());
        assertThat(miners.get(22).forecaster()).isEqualTo(miners.get(6).forecaster());
        assertThat(miners.get(23).forecaster()).isEqualTo(miners.get(6).forecaster());
    }

    @Test
    void withoutTroublemakersTheOthersStayWhoTheyAreAndALargeFleetHas256() {
        List<MinerPlan> all = FleetPlan.standard(256, true, SEED, HOST).miners();
        List<MinerPlan> good = FleetPlan.standard(256, false, SEED, HOST).miners();
        assertThat(all).hasSize(256);
        assertThat(good)
                .isEqualTo(all.stream()
                        .filter(plan -> plan.trouble() == NoTrouble.NONE)
                        .toList())
                .hasSize(246);
        assertThat(all.stream().map(MinerPlan::label)).doesNotHaveDuplicates();
        assertThat(FleetPlan.standard(3, true, SEED, HOST).miners()).isEqualTo(all.subList(0, 3));
    }

    @Test
    void withAndWithoutTroublemakersAGoodMinerHasTheSameKeyAndServesTheSameBytes() throws Exception {
        String[] manifests = new String[2];
        String[] hotkeys = new String[2];
        for (int i = 0; i < 2; i++) {
            try (Fleet fleet = start(FleetPlan.standard(24, i == 0, SEED, HOST))) {
                assertThat(fleet.endpoints()).hasSize(i == 0 ? 24 : 14);
                ValidatorClient client = new ValidatorClient(fleet.endpoint(5));
                JsonNode access = client.finish(START);
                manifests[i] = new String(client.object(access, "manifest.json"));
                hotkeys[i] = fleet.endpoint(5).hotkey();
            }
        }
        assertThat(manifests[1]).isEqualTo(manifests[0]);
        assertThat(hotkeys[1]).isEqualTo(hotkeys[0]);
    }

    @Test
    void anotherSeedGivesOtherKeys() {
        assertThat(MinerKeys.signer(1, 0).address())
                .isEqualTo(MinerKeys.signer(1, 0).address());
        assertThat(MinerKeys.signer(1, 0).address())
                .isNotEqualTo(MinerKeys.signer(1, 1).address())
                .isNotEqualTo(MinerKeys.signer(2, 0).address());
    }

    @Test
    void theFleetFileTellsWhereEachMinerIsAndWhatIsWrongWithIt() throws Exception {
        Path file = directory.resolve("new/fleet.json");
        try (Fleet fleet = start(FleetPlan.standard(24, true, SEED, HOST))) {
            FleetFile.write(file, fleet.endpoints());
            JsonNode entries = new ObjectMapper().readTree(file.toFile());
            assertThat(entries).hasSize(24);
            assertThat(entries.get(0).path("label").asText()).isEqualTo("persistence");
            assertThat(entries.get(0).path("trouble").isNull()).isTrue();
            assertThat(entries.get(14).path("trouble").asText()).isEqualTo("offline");
            assertThat(entries.get(3).path("ip").asText()).isEqualTo("127.0.0.1");
            assertThat(entries.get(3).path("port").asInt())
                    .isEqualTo(fleet.endpoint(3).port());
            assertThat(fleet.endpoints().stream().map(MinerEndpoint::port)).doesNotHaveDuplicates();
        }
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void allForecastersOfTheStandardFleetCanStartWhereTheDemonstrationStarts() {
        for (MinerPlan plan : FleetPlan.standard(24, true, SEED, HOST).miners()) {
            Forecaster forecaster = plan.forecaster();
            assertThat(forecaster.field(DemonstrationData.archive(), Wind.V, START, 240))
                    .as(plan.label())
                    .hasSize(181 * 360);
        }
    }

    private static Fleet start(FleetPlan plan) throws Exception {
        return Fleet.start(plan, DemonstrationData.archive(), InstantSource.system());
    }
}
