package fairweather.scoring.diagnosis;

import static fairweather.scoring.diagnosis.Flag.AMPLITUDE;
import static fairweather.scoring.diagnosis.Flag.GAPS;
import static fairweather.scoring.diagnosis.Flag.GROSS_ERROR;
import static fairweather.scoring.diagnosis.Flag.NEGATIVE_HUMIDITY;
import static fairweather.scoring.diagnosis.Flag.TRUTH_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagTest {
    private static final Weather WEATHER = new Weather(19, 36, 5);
    private static final float[] TRUTH = WEATHER.field(0);
    private static final float[] CLIMATOLOGY = WEATHER.climatology();

    @Test
    void a_good_forecast_has_none() {
        assertThat(flags(Weather.noisy(TRUTH, 0.5, 1), 24, true)).isEmpty();
    }

    @Test
    void anomalies_of_more_than_ten_times_the_truths_are_gross() {
        assertThat(flags(anomaliesTimes(9.9f), 48, false)).isEmpty();
        assertThat(flags(anomaliesTimes(10.1f), 48, false)).containsExactly(GROSS_ERROR);
    }

    @Test
    void the_amplitude_counts_in_the_first_day_only() {
        assertThat(flags(anomaliesTimes(0.51f), 24, false)).isEmpty();
        assertThat(flags(anomaliesTimes(0.49f), 24, false)).containsExactly(AMPLITUDE);
        assertThat(flags(anomaliesTimes(2.01f), 12, true)).containsExactly(AMPLITUDE);
        assertThat(flags(anomaliesTimes(0.49f), 48, false)).isEmpty();
    }

    @Test
    void gaps_are_told_of_however_few() {
        float[] field = Weather.noisy(TRUTH, 0.5, 1);
        field[WEATHER.columns * 9] = Float.NaN;

        assertThat(flags(field, 48, false)).containsExactly(GAPS);
    }

    @Test
    void negative_humidity_is_one_and_a_negative_wind_is_none() {
        Diagnosis negative = new Diagnosis(null, 3, null);

        assertThat(Flag.of("q", 500, 48, false, sums(TRUTH), negative)).containsExactly(NEGATIVE_HUMIDITY);
        assertThat(Flag.of("u", 500, 48, false, sums(TRUTH), negative)).isEmpty();
    }

    @Test
    void a_day_1_field_nearer_to_the_truth_than_any_forecast_is_a_copy_of_it() {
        assertThat(flags(Weather.noisy(TRUTH, 0.04, 1), 12, true)).containsExactly(TRUTH_COPY);
        assertThat(flags(Weather.noisy(TRUTH, 0.06, 1), 12, true)).isEmpty();
        assertThat(flags(Weather.noisy(TRUTH, 0.04, 1), 24, false)).as("ERA5").isEmpty();
    }

    private static Set<Flag> flags(float[] forecast, int lead, boolean day1) {
        return Flag.of("2t", null, lead, day1, sums(forecast), new Diagnosis(null, 0, null));
    }

    private static float[] anomaliesTimes(float factor) {
        float[] field = CLIMATOLOGY.clone();
        for (int i = 0; i < field.length; i++) {
            field[i] += factor * (TRUTH[i] - CLIMATOLOGY[i]);
        }
        return field;
    }

    private static BandSums sums(float[] forecast) {
        return new Kernel(WEATHER.background().latitudes(), WEATHER.columns, WeightRule.COS_1)
                .sums(Comparison.of(Rows.of(forecast), Rows.of(TRUTH), Rows.of(CLIMATOLOGY)))
                .global();
    }
}
