package fairweather.scoring.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.WeightRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows, masks, gaps and units. */
class ParityTallyTest {
    private static final int ROWS = 37;
    private static final int COLUMNS = 72;
    private static final AnalyticFields FIELDS =
            AnalyticFields.of(ROWS, COLUMNS).inFloat32();

    @Test
    void rows_in_any_order_and_from_two_threads_give_the_same_bits() throws InterruptedException {
        double[] withGaps = FIELDS.f().clone();
        withGaps[100] = Double.NaN;
        AnalyticFields fields = FIELDS.with(withGaps);
        ParitySums expected = Comparing.sums(fields, ParityStage.DAY1, "2t", null);

        ParityTally backwards = tally(fields);
        for (int i = ROWS - 1; i >= 0; i--) {
            backwards.row(i, row(fields, i));
        }
        assertThat(backwards.sums()).isEqualTo(expected);

        ParityTally shared = tally(fields);
        Thread odd = Thread.ofPlatform().start(() -> rows(fields, shared, 1));
        rows(fields, shared, 0);
        odd.join();
        assertThat(shared.sums()).isEqualTo(expected);
    }

    @Test
    void a_row_that_never_came_is_told() {
        ParityTally tally = tally(FIELDS);
        tally.row(0, row(FIELDS, 0));
        assertThatThrownBy(tally::sums)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("row 1 is missing");
    }

    @Test
    void the_stored_form_comes_back_and_holds_finite_numbers_only() {
        double[] nothing = new double[ROWS * COLUMNS];
        Arrays.fill(nothing, Double.NaN);
        for (ParityStage stage : ParityStage.values()) {
            ParitySums sums = Comparing.sums(FIELDS.with(nothing), stage, "z", 500);
            assertThat(sums.toArray())
                    .hasSize(stage == ParityStage.DAY1 ? ParitySum.WITH_REFERENCE : ParitySum.WITHOUT_REFERENCE);
            assertThat(ParitySums.ofArray(sums.toArray())).isEqualTo(sums).hasSameHashCodeAs(sums);
            assertThat(sums.get(ParitySum.N_ALL)).isEqualTo(ROWS * COLUMNS);
        }
        ParitySums era5 = Comparing.sums(FIELDS, ParityStage.ERA5, "z", 500);
        assertThatThrownBy(() -> era5.get(ParitySum.COPY_ERROR)).hasMessage("copy_error needs a reference forecast");
        assertThatThrownBy(() -> ParityMetrics.of(era5).get(MetricName.CLONE_DISTANCE))
                .hasMessage("parity has no clone_distance here");
        assertThatThrownBy(() -> ParitySums.ofArray(new double[24])).hasMessageContaining("25 or 32 numbers, not 24");
        double[] spoilt = era5.toArray();
        spoilt[3] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> ParitySums.ofArray(spoilt)).hasMessageContaining("finite");
    }

    @Test
    void each_metric_has_the_mask_of_the_fields_that_it_compares() {
        AnalyticFields small = AnalyticFields.of(5, 8);
        double[] f = small.f().clone();
        double[] t = small.t().clone();
        double[] c = small.c().clone();
        double[] r = small.r().clone();
        f[16] = Double.NaN;
        t[17] = Double.NaN;
        c[18] = Double.NaN;
        r[19] = Double.NEGATIVE_INFINITY;
        ParitySums sums = Comparing.sums(Comparing.fields(f, t, c, r), ParityStage.DAY1, "10u", null);

        double equator = 1;
        double all = sums.get(ParitySum.W_ALL);
        assertThat(sums.get(ParitySum.N_ERROR)).isEqualTo(38);
        assertThat(sums.get(ParitySum.N_ANOMALY)).isEqualTo(37);
        assertThat(sums.get(ParitySum.W_ERROR)).isCloseTo(all - 2 * equator, within(1e-13));
        assertThat(sums.get(ParitySum.W_ANOMALY)).isCloseTo(all - 3 * equator, within(1e-13));
        assertThat(sums.get(ParitySum.W_CLIMATOLOGY)).isCloseTo(all - 2 * equator, within(1e-13));
        assertThat(sums.get(ParitySum.W_REFERENCE)).isCloseTo(all - 2 * equator, within(1e-13));
        assertThat(sums.get(ParitySum.W_COPY)).isCloseTo(all - 2 * equator, within(1e-13));
        assertThat(sums.get(ParitySum.N_TRUTH)).isEqualTo(39);
        assertThat(sums.get(ParitySum.N_PRESENT)).isEqualTo(38);
    }

    @Test
    void the_gaps_of_an_era5_surface_field_are_filled_with_climatology_and_no_others() {
        AnalyticFields small = AnalyticFields.of(5, 8);
        double[] gaps = small.f().clone();
        double[] filled = small.f().clone();
        gaps[9] = Double.NaN;
        gaps[20] = Double.POSITIVE_INFINITY;
        filled[9] = small.c()[9];
        filled[20] = small.c()[20];
        ParityMetrics surface = Comparing.surface(small.with(gaps));
        ParityMetrics full = Comparing.surface(small.with(filled));
        for (MetricName name : MetricName.values()) {
            if (name != MetricName.COVERAGE && full.all().containsKey(name)) {
                assertThat(surface.get(name)).as(name.word()).isEqualTo(full.get(name));
            }
        }
        assertThat(surface.get(MetricName.COVERAGE)).isEqualTo(Metric.of(38.0 / 40));
        gaps[20] = Double.NaN;
        assertThat(Comparing.level(small.with(gaps)).sums().get(ParitySum.N_ERROR))
                .isEqualTo(38);
        assertThat(Comparing.atDay1(small.with(gaps)).sums().get(ParitySum.N_ERROR))
                .isEqualTo(38);
    }

    @Test
    void an_infinite_value_that_is_not_filled_leaves_no_metric_of_the_forecast() {
        AnalyticFields small = AnalyticFields.of(5, 8);
        double[] f = small.f().clone();
        f[12] = Double.NEGATIVE_INFINITY;
        ParityMetrics metrics = Comparing.atDay1(small.with(f));
        for (MetricName name : new MetricName[] {
            MetricName.MSE,
            MetricName.MAE,
            MetricName.BIAS,
            MetricName.ACC,
            MetricName.SKILL_SCORE_GFS,
            MetricName.CLONE_DISTANCE,
            MetricName.PATTERN_CORRELATION
        }) {
            assertThat(metrics.get(name)).as(name.word()).isEqualTo(Metric.none(Reason.INFINITE_FORECAST));
        }
        assertThat(metrics.get(MetricName.MSE_REFERENCE).value()).isCloseTo(0.32, within(1e-12));
        assertThat(metrics.get(MetricName.COVERAGE)).isEqualTo(Metric.of(39.0 / 40));
    }

    @Test
    void day_1_guesses_units_from_the_means_and_era5_does_not() {
        assertGuess("2t", null, 288, 1, -273.15, 1e-9);
        assertGuess("t", 850, 280, 1, -273.15, 1e-9);
        assertGuess("msl", null, 101_000, 0.01, 0, 1e-9);
        assertGuess("z", 500, 54_000, 1 / 9.80665, 0, 1e-9);
    }

    private static void assertGuess(
            String variable, Integer level, double mean, double factor, double offset, double tolerance) {
        AnalyticFields small = AnalyticFields.of(5, 8);
        double[] t = shifted(small.t(), mean - 280);
        double[] f = shifted(small.f(), mean - 280);
        double[] inOtherUnit = new double[f.length];
        for (int k = 0; k < f.length; k++) {
            inOtherUnit[k] = f[k] * factor + offset;
        }
        AnalyticFields right = Comparing.fields(f, t, shifted(small.c(), mean - 280), shifted(small.r(), mean - 280));
        ParitySums expected = Comparing.sums(right, ParityStage.DAY1, variable, level);
        ParitySums guessed = Comparing.sums(right.with(inOtherUnit), ParityStage.DAY1, variable, level);
        assertThat(expected.get(ParitySum.CONVERTED)).isZero();
        assertThat(guessed.get(ParitySum.CONVERTED)).isEqualTo(1);
        assertThat(guessed.get(ParitySum.FORECAST) / 40).isCloseTo(mean(inOtherUnit), within(tolerance));
        for (MetricName name : new MetricName[] {MetricName.MSE, MetricName.SKILL_SCORE_GFS, MetricName.ACC}) {
            assertThat(Comparing.value(ParityMetrics.of(guessed), name))
                    .as(variable + " " + name.word())
                    .isCloseTo(Comparing.value(ParityMetrics.of(expected), name), within(tolerance));
        }
        ParitySums era5 = Comparing.sums(right.with(inOtherUnit), ParityStage.ERA5, variable, level);
        assertThat(era5.get(ParitySum.CONVERTED)).isZero();
        assertThat(Comparing.value(ParityMetrics.of(era5), MetricName.MSE)).isGreaterThan(1000);
    }

    @Test
    void no_unit_is_guessed_where_the_means_do_not_both_say_so() {
        UnitGuess celsius = UnitGuess.of("2t").orElseThrow();
        assertThat(celsius.applies(99.9, 200.1)).isTrue();
        assertThat(celsius.applies(100, 280)).isFalse();
        assertThat(celsius.applies(15, 200)).isFalse();
        UnitGuess hectopascal = UnitGuess.of("msl").orElseThrow();
        assertThat(hectopascal.applies(1999.9, 50_000.1)).isTrue();
        assertThat(hectopascal.applies(2000, 101_000)).isFalse();
        UnitGuess metres = UnitGuess.of("z").orElseThrow();
        assertThat(metres.applies(9999.9, 40_000.1)).isTrue();
        assertThat(metres.applies(5500, 40_000)).isFalse();
        assertThat(metres.applies(Double.NaN, 54_000)).isFalse();
        assertThat(UnitGuess.of("10u")).isEmpty();
        assertThat(UnitGuess.of("q")).isEmpty();
    }

    @Test
    void a_grid_has_two_rows_and_a_column() {
        assertThatThrownBy(() -> new ParityKernel(ParityStage.ERA5, new double[] {0}, 4, WeightRule.COS_1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ParityKernel(ParityStage.ERA5, new double[] {1, 0}, 0, WeightRule.COS_1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ParityTally tally(AnalyticFields fields) {
        return new ParityKernel(ParityStage.DAY1, fields.latitudes(), COLUMNS, WeightRule.COS_1)
                .tally("2t", null, new Standard(Rows.of(fields.t()), Rows.of(fields.c()), Rows.of(fields.r()), null));
    }

    private static void rows(AnalyticFields fields, ParityTally tally, int first) {
        for (int i = first; i < ROWS; i += 2) {
            tally.row(i, row(fields, i));
        }
    }

    private static float[] row(AnalyticFields fields, int row) {
        float[] values = new float[COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            values[j] = (float) fields.f()[row * COLUMNS + j];
        }
        return values;
    }

    private static double[] shifted(double[] values, double offset) {
        return Arrays.stream(values).map(value -> value + offset).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
