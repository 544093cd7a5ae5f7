package fairweather.scoring.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Region;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.WeightRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two independent implementations and the engine find the same numbers for random fields of 721 x 1440 points. */
class PeersTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path PEERS = Path.of("..", "..", "shared", "peers");
    private static final int ROWS = 721;
    private static final int COLUMNS = 1440;
    private static final double TOLERANCE = 1e-10;
    private static final double[] LATITUDES = latitudes();

    /** The peers' names for the metrics that both modes have in one form or another. */
    private static final Map<String, MetricName> NAMES = Map.of(
            "bias_unweighted", MetricName.BIAS_UNWEIGHTED,
            "mae", MetricName.MAE,
            "bias", MetricName.BIAS,
            "mse", MetricName.MSE,
            "rmse", MetricName.RMSE,
            "acc", MetricName.ACC,
            "mse_debiased", MetricName.MSE_DEBIASED,
            "pattern_correlation", MetricName.PATTERN_CORRELATION,
            "clone_distance", MetricName.CLONE_DISTANCE);

    @TempDir
    private static Path directory;

    private static Fields full;
    private static JsonNode expectedOfFull;
    private static Fields withGaps;
    private static JsonNode expected;

    private record Fields(Rows f, Rows t, Rows c, Rows r) {}

    @BeforeAll
    static void ask_the_peers() throws Exception {
        assumeTrue(Files.exists(PEERS.resolve("scoring_peer.py")), "skipped: there are no peers beside the project");
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && start("-c", "import numpy, xarray").waitFor() == 0,
                "skipped: " + PYTHON + " with numpy and xarray is not installed here");
        python(PEERS.resolve("scoring_peer.py"), "--repeat", "1", "--dump", directory.toString());
        full = fields();
        expectedOfFull =
                new ObjectMapper().readTree(directory.resolve("expected.json").toFile());
        expected = new ObjectMapper()
                .readTree(python(Path.of("src", "test", "python", "scoring_peers.py"), PEERS, directory));
        withGaps = fields();
    }

    @Test
    void the_peers_own_fields_have_the_peers_own_numbers() {
        assertParity(parity(full, ParityStage.ERA5, "t", 500), expectedOfFull.get("vs_climatology"), false);
        assertParity(parity(full, ParityStage.DAY1, "10u", null), expectedOfFull.get("vs_reference"), true);
    }

    @Test
    void gaps_in_every_field_are_masked_in_pairs_as_in_the_peer() {
        assertParity(parity(withGaps, ParityStage.ERA5, "t", 500), expected.get("dropped"), false);
        assertParity(parity(withGaps, ParityStage.DAY1, "10u", null), expected.get("against_reference"), true);
    }

    @Test
    void gaps_of_a_surface_field_that_are_filled_have_the_peers_numbers_of_the_filled_field() {
        assertParity(parity(withGaps, ParityStage.ERA5, "2t", null), expected.get("filled"), false);
    }

    @Test
    void the_same_fields_have_the_strict_peers_sums_and_metrics_in_all_regions() {
        PartialSums sums = strict(WeightRule.COS_1);
        for (Region region : Region.values()) {
            assertStrict(sums.band(region), expected.at("/strict/" + region.word()));
        }
        assertStrict(sums.global(), expected.at("/strict/global"));
        assertMetrics(Metrics.of(strict(WeightRule.CELL_AREA_1).global()), expected.get("strict_cell_area"));
    }

    private static ParityMetrics parity(Fields fields, ParityStage stage, String variable, Integer level) {
        return ParityMetrics.of(new ParityKernel(stage, LATITUDES, COLUMNS, WeightRule.COS_1)
                .sums(variable, level, new Comparison(fields.f, fields.t, fields.c, fields.r, null)));
    }

    private static PartialSums strict(WeightRule rule) {
        return new Kernel(LATITUDES, COLUMNS, rule)
                .sums(new Comparison(withGaps.f, withGaps.t, withGaps.c, withGaps.r, null));
    }

    private static void assertParity(ParityMetrics metrics, JsonNode peer, boolean reference) {
        List<String> compared = new ArrayList<>();
        peer.properties().forEach(entry -> {
            MetricName name = switch (entry.getKey()) {
                case "mse_reference" -> reference ? MetricName.MSE_REFERENCE : MetricName.MSE_CLIMATOLOGY;
                case "skill" -> reference ? MetricName.SKILL_SCORE_GFS : MetricName.SKILL_SCORE_CLIMATOLOGY;
                default -> NAMES.get(entry.getKey());
            };
            assertClose(
                    entry.getKey(), metrics.get(name).value(), entry.getValue().doubleValue(), 0);
            compared.add(entry.getKey());
        });
        assertThat(compared).hasSizeGreaterThanOrEqualTo(9);
    }

    private static void assertStrict(BandSums sums, JsonNode peer) {
        for (Sum sum : Sum.values()) {
            if (peer.at("/sums").has(sum.word())) {
                double size = sum == Sum.E || sum == Sum.O || sum == Sum.A || sum == Sum.D ? sums.get(Sum.W) : 0;
                assertClose(
                        sum.word(),
                        sums.get(sum),
                        peer.at("/sums/" + sum.word()).doubleValue(),
                        size);
            }
        }
        assertMetrics(Metrics.of(sums), peer.get("metrics"));
    }

    private static void assertMetrics(Metrics metrics, JsonNode peer) {
        metrics.all().forEach((name, metric) -> {
            if (name != MetricName.ADDED_VALUE) {
                assertClose(name.word(), metric.value(), peer.get(name.word()).doubleValue(), 0);
            }
        });
    }

    private static void assertClose(String name, double value, double expected, double size) {
        assertThat(value).as(name).isCloseTo(expected, within(TOLERANCE * Math.max(Math.abs(expected), size)));
    }

    private static Fields fields() throws IOException {
        return new Fields(rows("forecast"), rows("truth"), rows("climatology"), rows("reference"));
    }

    private static Rows rows(String name) throws IOException {
        FloatBuffer values = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name + ".f32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return Rows.of(values);
    }

    private static double[] latitudes() {
        double[] latitudes = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            latitudes[i] = 90 - 0.25 * i;
        }
        return latitudes;
    }

    /** What a script prints. */
    private static byte[] python(Object... command) throws IOException, InterruptedException {
        Process process = start(command);
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("the exit code of " + command[0]).isZero();
        return output;
    }

    private static Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
