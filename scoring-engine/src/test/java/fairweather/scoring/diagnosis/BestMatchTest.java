package fairweather.scoring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BestMatchTest {
    private static final Weather WEATHER = new Weather(181, 360, 5);
    private static final float[] TRUTH = WEATHER.field(0);
    private static final float[] FORECAST = Weather.noisy(TRUTH, 0.1, 1);

    /** A way to spoil a field, point by point. */
    private interface Spoiled {
        float at(int row, int column);
    }

    private static float of(int row, int column) {
        return FORECAST[row * WEATHER.columns + Math.floorMod(column, WEATHER.columns)];
    }

    private static final Map<String, Spoiled> LIES = new TreeMap<>(Map.ofEntries(
            Map.entry("latitude_flipped", (i, j) -> of(WEATHER.rows - 1 - i, j)),
            Map.entry("longitude_mirrored", (i, j) -> of(i, -j)),
            Map.entry("longitude_shifted_180", (i, j) -> of(i, j - 180)),
            Map.entry("longitude_shifted_east_90", (i, j) -> of(i, j - 90)),
            Map.entry("longitude_shifted_west_90", (i, j) -> of(i, j + 90)),
            Map.entry("longitude_shifted_east_1_step", (i, j) -> of(i, j - 1)),
            Map.entry("longitude_shifted_west_2_steps", (i, j) -> of(i, j + 2)),
            Map.entry("less_273.15", (i, j) -> of(i, j) - 273.15f),
            Map.entry("more_273.15", (i, j) -> of(i, j) + 273.15f),
            Map.entry("divided_by_100", (i, j) -> of(i, j) / 100),
            Map.entry("times_100", (i, j) -> of(i, j) * 100),
            Map.entry("divided_by_9.80665", (i, j) -> of(i, j) / 9.80665f),
            Map.entry("times_9.80665", (i, j) -> of(i, j) * 9.80665f),
            Map.entry("divided_by_1000", (i, j) -> of(i, j) / 1000),
            Map.entry("times_1000", (i, j) -> of(i, j) * 1000),
            Map.entry("negated", (i, j) -> -of(i, j))));

    static Stream<String> lies() {
        return LIES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_lie_is_named(String name) {
        Spoiled lie = LIES.get(name);
        float[] field = new float[TRUTH.length];
        for (int i = 0; i < WEATHER.rows; i++) {
            for (int j = 0; j < WEATHER.columns; j++) {
                field[i * WEATHER.columns + j] = lie.at(i, j);
            }
        }

        BestMatch match = WEATHER.examined(field).match();

        assertThat(match.name()).isEqualTo(name);
        assertThat(match.gain()).isBetween(BestMatch.LEAST_GAIN, 1.0);
    }

    @ParameterizedTest
    @MethodSource
    void a_field_of_another_hour_is_named(int hours, String name) {
        assertThat(WEATHER.examined(Weather.noisy(WEATHER.field(hours), 0.1, 2))
                        .match()
                        .name())
                .isEqualTo(name);
    }

    static Stream<Object[]> a_field_of_another_hour_is_named() {
        return Stream.of(new Object[][] {
            {-24, "valid_time_minus_24h"},
            {-6, "valid_time_minus_6h"},
            {6, "valid_time_plus_6h"},
            {12, "valid_time_plus_12h"},
            {24, "valid_time_plus_24h"}
        });
    }

    @Test
    void what_is_no_further_from_the_start_than_from_the_valid_time_is_persistence_and_no_lie() {
        Background near = WEATHER.background();
        Background atTwelve = new Background(
                near.latitudes(),
                near.columns(),
                near.rule(),
                near.truth(),
                near.truthSha256(),
                near.climatology(),
                12,
                near.truthAtOtherTimes());

        assertThat(names(near)).contains("valid_time_minus_24h");
        assertThat(names(atTwelve))
                .contains("valid_time_minus_6h", "valid_time_plus_24h")
                .doesNotContain("valid_time_minus_12h", "valid_time_minus_24h");
    }

    private static List<String> names(Background background) {
        return Candidate.of(background).stream().map(Candidate::name).toList();
    }

    @Test
    void honest_fields_have_no_match() {
        float[] damped = TRUTH.clone();
        float[] climatology = WEATHER.climatology();
        for (int i = 0; i < damped.length; i++) {
            damped[i] = climatology[i] + 0.3f * (TRUTH[i] - climatology[i]);
        }
        float[] constant = new float[TRUTH.length];
        Arrays.fill(constant, 280);

        assertThat(WEATHER.examined(FORECAST).match()).isNull();
        assertThat(WEATHER.examined(TRUTH).match()).isNull();
        assertThat(WEATHER.examined(damped).match()).isNull();
        assertThat(WEATHER.examined(climatology).match()).isNull();
        assertThat(WEATHER.examined(constant).match()).isNull();
        assertThat(WEATHER.examined(Weather.noisy(climatology, 5, 3)).match()).isNull();
        assertThat(WEATHER.examined(WEATHER.field(-Weather.LEAD)).match())
                .as("persistence")
                .isNull();
    }

    @Test
    void noise_that_gains_by_being_divided_still_says_nothing() {
        float[] noise = Weather.noisy(new float[TRUTH.length], 3000, 4);

        assertThat(WEATHER.examined(noise).match()).isNull();
    }

    @Test
    void a_field_without_a_value_has_no_match_and_resembles_climatology() {
        float[] nothing = new float[TRUTH.length];
        Arrays.fill(nothing, Float.NaN);

        Diagnosis nothingFound = WEATHER.examined(nothing);

        assertThat(nothingFound.match()).isNull();
        assertThat(nothingFound.sketch())
                .isEqualTo(WEATHER.examined(WEATHER.climatology()).sketch());
    }
}
