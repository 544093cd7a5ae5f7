package fairweather.scoring.parity;

import static fairweather.scoring.parity.Comparing.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.score.OverallScore;
import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.score.Day1Score;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conformance numbers of mode parity, to 1e-12. */
class ParityConformanceTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "BIAS_UNWEIGHTED,         0.74,                0.7002773925104026",
        "BIAS,                    0.6171572875253742,  0.6333329102515707",
        "MAE,                     0.6171572875253742,  0.6333329102515707",
        "MSE,                     0.4355887450304547,  0.4603327071719367",
        "RMSE,                    0.6599914734528429,  0.6784782289594389",
        "ACC,                     0.9992520000660214,  0.999146928672916",
        "MSE_DEBIASED,            0.06979595949290297, 0.06370369566911975",
        "MSE_CLIMATOLOGY,         36.5269119345812,    34.66671532106946",
        "SKILL_SCORE_CLIMATOLOGY, 0.9980891907966951,  0.9981623959732233",
        "MSE_REFERENCE,           0.32,                0.32",
        "SKILL_SCORE_GFS,         0.7818876265846844,  0.8009259510340008",
        "PATTERN_CORRELATION,     0.9949736467358515,  0.994754996485279",
        "CLONE_DISTANCE,          0.7555887450304638,  0.7803327071719366"
    })
    void a_metric_has_its_conformance_number_on_both_grids(MetricName name, double small, double global) {
        assertClose(value(Comparing.atDay1(AnalyticFields.of(5, 8)), name), small);
        assertClose(value(Comparing.atDay1(AnalyticFields.of(721, 1440)), name), global);
    }

    @Test
    void a_gap_that_is_dropped_shrinks_bias_and_mae_and_leaves_the_error_of_climatology_as_it_was() {
        ParityMetrics metrics = Comparing.level(AnalyticFields.of(5, 8).withMissing(1, 2));
        assertClose(value(metrics, MetricName.MSE), 0.4335209538268078);
        assertClose(value(metrics, MetricName.ACC), 0.9991943937769787);
        assertClose(value(metrics, MetricName.BIAS_UNWEIGHTED), 0.7410256410256273);
        assertClose(value(metrics, MetricName.MSE_DEBIASED), 0.07264710587838988);
        assertClose(value(metrics, MetricName.BIAS), 0.5915291308791977);
        assertClose(value(metrics, MetricName.MAE), 0.5915291308791977);
        assertClose(value(metrics, MetricName.MSE_CLIMATOLOGY), 36.5269119345812);
        assertClose(value(metrics, MetricName.SKILL_SCORE_CLIMATOLOGY), 0.9980111347488532);
        assertThat(metrics.get(MetricName.COVERAGE)).isEqualTo(Metric.of(39.0 / 40));
    }

    @Test
    void the_mean_error_over_the_points_that_are_there_follows_from_the_sums_too() {
        ParitySums sums =
                Comparing.level(AnalyticFields.of(5, 8).withMissing(1, 2)).sums();
        assertClose(sums.get(ParitySum.ERROR_MEAN), 0.6140090154953101);
        assertClose(sums.get(ParitySum.ERROR_SIZE), 0.6140090154953101);
    }

    @Test
    void half_the_distance_of_a_clone_costs_half() {
        double[] r = AnalyticFields.of(5, 8).r();
        double[] near = new double[r.length];
        for (int k = 0; k < r.length; k++) {
            near[k] = r[k] + Math.sqrt(0.00125);
        }
        ParityDay1Component component = ParityDay1Component.of(
                "2t", null, Comparing.atDay1(AnalyticFields.of(5, 8).with(near)));
        assertThat(component.penalty()).isCloseTo(0.5, within(1e-10));
        assertThat(component.copied()).isTrue();
    }

    @Test
    void day_1_is_the_mean_of_positive_skills_and_of_shifted_correlations() {
        List<ParityDay1Component> three =
                List.of(field(0.4, 0.9, false), field(-0.2, 0.8, false), field(0.1, 0.5, false));
        assertClose(ParityDay1.of(three).value(), 0.1 + 0.4 * (0.95 + 0.9 + 0.75) / 3);
        assertClose(ParityDay1.of(three).value(), 0.44666666666666666);
        Day1Score clamped =
                ParityDay1.of(List.of(field(0.4, 0.9, false), field(-0.2, 0.8, true), field(0.1, 0.5, false)));
        assertThat(clamped).isEqualTo(new Day1Score(0.05, true));
    }

    @Test
    void the_terms_of_a_lead_are_blended_by_which_are_there() {
        OptionalDouble skill = OptionalDouble.of(0.5);
        OptionalDouble acc = OptionalDouble.of(0.9);
        OptionalDouble rmse = OptionalDouble.of(0.42);
        OptionalDouble none = OptionalDouble.empty();
        assertClose(ParityLead.blend(skill, acc, rmse), 0.612);
        assertClose(ParityLead.blend(skill, acc, none), 0.66);
        assertThat(ParityLead.blend(skill, none, none)).isEqualTo(0.5);
        assertThat(ParityLead.blend(none, acc, none)).isEqualTo(0.9);
        assertThat(ParityLead.blend(none, none, rmse)).isEqualTo(0.42);
        assertThat(ParityLead.blend(none, none, none)).isZero();
    }

    @Test
    void leads_and_day_1_are_blended_as_in_mode_strict() {
        double average = (0.6 + 0.5 + 0.4) / 10;
        assertClose(OverallScore.of(average, true), 0.1925);
    }

    private static ParityDay1Component field(double skill, double acc, boolean copied) {
        return new ParityDay1Component(true, null, Metric.of(skill), Metric.of(acc), 0, copied);
    }

    private static void assertClose(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
}
