package fairweather.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.Day1Component;
import fairweather.scoring.score.Day1Score;
import fairweather.scoring.score.LeadScore;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.VariableScore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The conformance numbers of score version 1, which an independent implementation computed in 80-bit arithmetic
 * (strict_numbers.json): every sum, every metric and every term, in all regions, to 1e-12.
 */
class ConformanceTest {
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest(name = "{0}x{1} {2} missing={3} {4}")
    @CsvSource({
        "5, 8, f64, false, COS_1",
        "5, 8, f64, true, COS_1",
        "5, 8, f64, false, CELL_AREA_1",
        "5, 8, f64, true, CELL_AREA_1",
        "5, 8, f32, false, COS_1",
        "5, 8, f32, true, COS_1",
        "5, 8, f32, false, CELL_AREA_1",
        "5, 8, f32, true, CELL_AREA_1",
        "721, 1440, f64, false, COS_1",
        "721, 1440, f64, true, COS_1",
        "721, 1440, f64, false, CELL_AREA_1",
        "721, 1440, f64, true, CELL_AREA_1",
        "721, 1440, f32, false, COS_1",
        "721, 1440, f32, true, COS_1",
        "721, 1440, f32, false, CELL_AREA_1",
        "721, 1440, f32, true, CELL_AREA_1"
    })
    void sums_metrics_and_terms_equal_the_conformance_numbers(
            int rows, int columns, String precision, boolean missing, WeightRule rule) throws IOException {
        AnalyticFields fields = AnalyticFields.of(rows, columns);
        fields = precision.equals("f32") ? fields.inFloat32() : fields;
        fields = missing ? fields.withMissing(1, 2) : fields;
        String rulesName = rule == WeightRule.COS_1 ? "cos" : "cell-area";
        JsonNode expected =
                numbers().get(rows + "x" + columns + " " + precision + (missing ? " nan(1,2) " : " full ") + rulesName);
        PartialSums sums = fields.sums(rule);

        for (Region region : Region.values()) {
            assertSums(sums.band(region), expected.at("/" + region.word() + "/sums"), precision);
            assertMetrics(sums.band(region), expected.at("/" + region.word() + "/metrics"), precision);
        }
        assertSums(sums.global(), expected.at("/global/sums"), precision);
        assertMetrics(sums.global(), expected.at("/global/metrics"), precision);
        assertTerms(sums.global(), expected.at("/global/metrics"));
    }

    private static void assertSums(BandSums sums, JsonNode expected, String precision) {
        for (Sum sum : Sum.values()) {
            if (sum == Sum.F_MIN || sum == Sum.F_MAX || sum == Sum.N_EQUAL && precision.equals("f64")) {
                // The reference has no extremes; whether two float64 values are equal depends on the sine's last bit.
                continue;
            }
            double value = expected.get(sum.word()).doubleValue();
            assertClose(sum.word(), sums.get(sum), value, scale(sums, sum));
        }
        double aa = sums.get(Sum.AA);
        double oo = sums.get(Sum.OO);
        assertThat(Math.abs(sums.get(Sum.DD) - (aa - 2 * sums.get(Sum.AO) + oo)))
                .isLessThanOrEqualTo(1e-9 * (aa + oo));
    }

    /** By how much a sum that cancels to 0 may differ: Cauchy and Schwarz bound Σw x by √(Σw Σw x²). */
    private static double scale(BandSums sums, Sum sum) {
        return switch (sum) {
            case D -> Math.sqrt(sums.get(Sum.W) * sums.get(Sum.DD));
            case A -> Math.sqrt(sums.get(Sum.W) * sums.get(Sum.AA));
            case O -> Math.sqrt(sums.get(Sum.W) * sums.get(Sum.OO));
            case E -> Math.sqrt(sums.get(Sum.W) * sums.get(Sum.EE));
            default -> 0;
        };
    }

    private static void assertMetrics(BandSums sums, JsonNode expected, String precision) {
        Metrics metrics = Metrics.of(sums);
        assertThat(metrics.points()).isEqualTo(expected.get("n").longValue());
        assertThat(metrics.gaps()).isEqualTo(expected.get("n_gap").longValue());
        metrics.all().forEach((name, metric) -> {
            if (name != MetricName.ADDED_VALUE && !(name == MetricName.EQUAL_SHARE && precision.equals("f64"))) {
                assertThat(metric.defined()).as(name.word()).isTrue();
                assertClose(
                        name.word(), metric.value(), expected.get(name.word()).doubleValue(), 0);
            }
        });
        assertThat(metrics.get(MetricName.ADDED_VALUE).value())
                .isEqualTo(1
                        - metrics.get(MetricName.MSE).value()
                                / metrics.get(MetricName.MSE_BEST_BLEND).value());
        assertThat(parts(metrics))
                .isCloseTo(
                        metrics.get(MetricName.MSE).value(),
                        within(1e-10 * metrics.get(MetricName.MSE_CLIMATOLOGY).value()));
    }

    /** Of the mean square error: bias² + (√v_a - √v_o)² + 2 √(v_a v_o) (1 - acc). */
    private static double parts(Metrics metrics) {
        double bias = metrics.get(MetricName.BIAS).value();
        double forecast = metrics.get(MetricName.ACTIVITY_FORECAST).value();
        double truth = metrics.get(MetricName.ACTIVITY_TRUTH).value();
        double acc = metrics.get(MetricName.ACC).value();
        return bias * bias + (forecast - truth) * (forecast - truth) + 2 * forecast * truth * (1 - acc);
    }

    private static void assertTerms(BandSums global, JsonNode expected) {
        Metrics metrics = Metrics.of(global);
        VariableScore variable = VariableScore.of(LevelResult.of(metrics));
        Day1Score day1 = Day1Score.of(List.of(Day1Component.of("none", null, metrics, false)), 1);
        assertClose("skill_n", variable.skillTerm(), expected.get("skill_n").doubleValue(), 0);
        assertClose("acc_n", variable.accTerm(), expected.get("acc_n").doubleValue(), 0);
        assertClose("rmse_n", variable.rmseTerm(), expected.get("rmse_n").doubleValue(), 0);
        assertClose(
                "S",
                LeadScore.of(List.of(variable), 1),
                expected.get("lead_score_one_variable").doubleValue(),
                0);
        assertClose("day 1", day1.value(), expected.get("day1_one_variable").doubleValue(), 0);
        assertThat(Absence.ofValues("none", global).isEmpty())
                .isEqualTo(expected.get("scored").booleanValue());
    }

    private static void assertClose(String name, double value, double expected, double scale) {
        assertThat(Math.abs(value - expected))
                .as(() -> String.format(Locale.ROOT, "%s: %.17g instead of %.17g", name, value, expected))
                .isLessThanOrEqualTo(TOLERANCE * Math.max(Math.abs(expected), scale));
    }

    static JsonNode numbers() throws IOException {
        try (InputStream json = ConformanceTest.class.getResourceAsStream("/strict_numbers.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
