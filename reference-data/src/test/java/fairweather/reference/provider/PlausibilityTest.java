package fairweather.reference.provider;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
    private static final Instant TIME = Instant.parse("2026-01-02T00:00:00Z");
    private static final MadeUpSource SOURCE = new MadeUpSource("arco", 0);

    private static FieldKey key(String variable) {
        return FieldKey.truth(variable, variable.length() == 1 ? 500 : null, TIME);
    }

    private static float[] between(float least, float most) {
        float[] values = new float[5 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = least + (most - least) * i / (values.length - 1);
        }
        return values;
    }

    private static Readiness judged(String variable, float... values) {
        FieldKey key = key(variable);
        return Plausibility.judge(key, SOURCE.field(key, values));
    }

    @ParameterizedTest
    @CsvSource({
        "2t, 200, 320",
        "t, 170, 300",
        "msl, 92000, 106000",
        "10u, -40, 45",
        "v, -120, 110",
        "q, -0.0001, 0.02",
        "z, -900, 60000",
        "z, 190000, 205000"
    })
    void a_field_as_the_atmosphere_has_it_is_believed(String variable, float least, float most) {
        assertThat(judged(variable, between(least, most))).isInstanceOf(Readiness.Ready.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2t, -40, 45, reaches from -40.0000 to 45.0000 K",
        "t, 140, 300, no more than 150.000 to 350.000 is possible",
        "msl, 950, 1040, 'has the mean 995.000, which is hPa and not Pa'",
        "msl, 70000, 106000, no more than 80000.0 to 115000 is possible",
        "10v, -40, 201, reaches from -40.0000 to 201.000 m s-1",
        "q, 0, 18, reaches from 0.00000 to 18.0000 kg kg-1",
        "z, -20000, 60000, reaches from -20000.0 to 60000.0 m2 s-2",
        "10u, 3, 3, is 3.00000 everywhere"
    })
    void a_field_of_another_unit_or_of_nothing_is_broken_with_its_numbers(
            String variable, float least, float most, String why) {
        assertThat(judged(variable, between(least, most)))
                .isInstanceOfSatisfying(
                        Readiness.Broken.class,
                        broken -> assertThat(broken.why())
                                .startsWith("the era5 of " + variable)
                                .contains(why));
    }

    @Test
    void a_field_with_a_hole_is_broken() {
        float[] values = between(-10, 10);
        values[3] = Float.NaN;
        values[4] = Float.POSITIVE_INFINITY;

        assertThat(judged("10u", values))
                .isEqualTo(new Readiness.Broken("the era5 of 10u at 2026-01-02T0000Z lacks 2 of 40 values"));
    }

    @Test
    void a_field_without_any_value_was_announced_before_it_was_written() {
        float[] values = new float[40];
        Arrays.fill(values, Float.NaN);

        assertThat(judged("10u", values))
                .isEqualTo(new Readiness.NotYet("the era5 of 10u at 2026-01-02T0000Z has no values yet"));
    }
}
