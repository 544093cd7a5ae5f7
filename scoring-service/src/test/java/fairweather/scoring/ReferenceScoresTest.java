package fairweather.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.directory.DirectorySource;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four forecasters over all starts of the archive, read and scored by our own code: their RMSE (the root of the mean
 * over starts of the weighted mean square error) equals what numpy computed, to four significant digits.
 */
class ReferenceScoresTest {
    private static final Path DATA = Path.of("..", "demo", "data");
    private static final DirectorySource SOURCE = DirectorySource.open(DATA);

    private static final Map<String, SortedMap<Instant, double[]>> ANALYSES = new HashMap<>();

    @ParameterizedTest(name = "{0} at {1} h")
    @CsvSource({
        "10u, 6", "10u, 12", "10u, 24", "10u, 48", "10u, 72", "10u, 120",
        "10v, 6", "10v, 12", "10v, 24", "10v, 48", "10v, 72", "10v, 120"
    })
    void the_four_forecasters_have_their_known_errors(String variable, int lead) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(Files.readAllBytes(DATA.resolve("reference-scores.json")))
                .get("gfs-wind10m-1deg-201810 RMSE m/s (cos-lat)")
                .at("/" + (variable.equals("10u") ? "u10" : "v10") + "/lead_" + lead + "h");
        SortedMap<Instant, double[]> analyses = ANALYSES.computeIfAbsent(variable, ReferenceScoresTest::analyses);
        double[] mean = mean(analyses);
        double[] navy = navy(variable, analyses.firstKey());
        double alpha = expected.get("alpha").doubleValue();

        Map<String, Function<Instant, double[]>> forecasters = Map.of(
                "persistence", analyses::get,
                "damped", start -> damped(mean, alpha, analyses.get(start)),
                "sample_mean_climatology", start -> mean,
                "navy_october_climatology", start -> navy);
        forecasters.forEach((name, forecaster) -> assertThat(fourDigits(rmse(analyses, lead, forecaster)))
                .as(name)
                .isEqualByComparingTo(fourDigits(expected.get(name).doubleValue())));
        assertThat(starts(analyses, lead)).isEqualTo(expected.get("n").intValue());
    }

    private static double rmse(
            SortedMap<Instant, double[]> analyses, int lead, Function<Instant, double[]> forecaster) {
        Kernel kernel = new Kernel(Grid.global(181, 360).latitudes(), 360, WeightRule.COS_1);
        double sum = 0;
        for (Instant start : analyses.keySet()) {
            double[] truth = analyses.get(start.plus(Duration.ofHours(lead)));
            if (truth != null) {
                Rows forecast = Rows.of(forecaster.apply(start));
                Rows climatology = Rows.of(new double[truth.length]);
                sum += Metrics.of(kernel.sums(Comparison.of(forecast, Rows.of(truth), climatology))
                                .global())
                        .get(MetricName.MSE)
                        .value();
            }
        }
        return Math.sqrt(sum / starts(analyses, lead));
    }

    private static int starts(SortedMap<Instant, double[]> analyses, int lead) {
        return (int) analyses.keySet().stream()
                .filter(start -> analyses.containsKey(start.plus(Duration.ofHours(lead))))
                .count();
    }

    private static SortedMap<Instant, double[]> analyses(String variable) {
        SortedMap<Instant, double[]> analyses = new TreeMap<>();
        for (Instant time : SOURCE.listedAnalyses(variable, null)) {
            if (SOURCE.analysis(variable, null, time) instanceof Ready ready) {
                analyses.put(time, doubles(ready.field()));
            }
        }
        assertThat(analyses).hasSize(40);
        return analyses;
    }

    private static double[] navy(String variable, Instant time) {
        return doubles(((Ready) SOURCE.climatology(variable, null, time)).field());
    }

    private static double[] mean(SortedMap<Instant, double[]> analyses) {
        double[] mean = new double[181 * 360];
        for (double[] analysis : analyses.values()) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += analysis[i] / analyses.size();
            }
        }
        return mean;
    }

    private static double[] damped(double[] mean, double alpha, double[] analysis) {
        double[] damped = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            damped[i] = mean[i] + alpha * (analysis[i] - mean[i]);
        }
        return damped;
    }

    private static double[] doubles(Field field) {
        float[] values = field.values();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static BigDecimal fourDigits(double value) {
        return new BigDecimal(value).round(new MathContext(4));
    }
}
