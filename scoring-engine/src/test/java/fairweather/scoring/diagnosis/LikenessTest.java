package fairweather.scoring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final Weather WEATHER = new Weather(46, 90, 5);
    private static final float[] TRUTH = WEATHER.field(0);
    private static final int MINERS = 256;

    @Test
    void the_sketches_of_two_fields_tell_their_mean_square_distance() {
        double sum = 0;
        int pairs = 40;
        for (int i = 0; i < pairs; i++) {
            double estimate = Resemblance.meanSquare(
                    sketch(Weather.noisy(TRUTH, 3, i)), sketch(Weather.noisy(TRUTH, 4, 1000 + i)));
            assertThat(estimate).isBetween(25 * 0.3, 25 * 2.2);
            sum += estimate;
        }
        assertThat(sum / pairs).isEqualTo(25, within(2.0));
    }

    @Test
    void unrelated_errors_are_at_one_equal_fields_at_zero_and_the_unit_does_not_matter() {
        float[] one = sketch(Weather.noisy(TRUTH, 3, 1));
        float[] other = sketch(Weather.noisy(TRUTH, 3, 2));

        assertThat(Resemblance.distance(one, one)).isZero();
        assertThat(Resemblance.distance(one, other)).isBetween(0.5, 1.6);
        assertThat(Resemblance.distance(other, one)).isEqualTo(Resemblance.distance(one, other));
    }

    @Test
    void a_perfect_forecast_and_climatology_are_far_apart_and_each_is_equal_to_itself() {
        float[] perfect = sketch(TRUTH);
        float[] climatology = sketch(WEATHER.climatology());

        assertThat(Resemblance.distance(perfect, climatology)).isBetween(0.5, 2.0);
        assertThat(Resemblance.distance(perfect, perfect)).isZero();
        assertThat(Resemblance.distance(climatology, climatology)).isZero();
    }

    @Test
    void the_nearest_fields_come_first_and_no_more_than_asked_for() {
        Likeness likeness = new Likeness(Map.of(
                "2t", new Likeness.Component(0.3, 1),
                "msl", new Likeness.Component(0.1, 2),
                "10u", new Likeness.Component(0.2, 3)));

        assertThat(likeness.nearest(2).keySet()).containsExactly("msl", "10u");
        assertThat(likeness.nearest(2)).containsEntry("msl", new Likeness.Component(0.1, 2));
        assertThat(likeness.nearest(8)).hasSize(3);
    }

    @Test
    void one_copied_field_among_changed_ones_makes_a_pair_and_changed_ones_alone_do_not() {
        Map<String, float[]> original = miner(1, 9);
        Map<String, float[]> changed = miner(2, 9);
        assertThat(likeness(original, changed).kin()).isFalse();

        changed.put("v4", original.get("v4"));
        Likeness likeness = likeness(original, changed);
        assertThat(likeness.kin()).isTrue();
        assertThat(likeness.nearDuplicates()).isOne();
        assertThat(likeness.leastDistance()).isZero();
        assertThat(likeness.meanDistance()).isGreaterThan(0.5);
    }

    @Test
    void a_tenth_of_the_error_as_noise_on_every_field_hides_each_of_them_and_not_the_whole() {
        Map<String, float[]> original = new LinkedHashMap<>();
        Map<String, float[]> copy = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            float[] field = Weather.noisy(TRUTH, 3, i);
            original.put("v" + i, sketch(field));
            copy.put("v" + i, sketch(Weather.noisy(field, 0.3, 1000 + i)));
        }

        Likeness likeness = likeness(original, copy);
        assertThat(likeness.nearDuplicates()).isZero();
        assertThat(likeness.meanDistance()).isBetween(0.003, 0.008);
        assertThat(likeness.kin()).isTrue();
        copy.keySet().removeIf(name -> !Set.of("v0", "v1").contains(name));
        assertThat(likeness(original, copy).kin()).as("too few to be sure").isFalse();
    }

    @Test
    void sketches_against_different_truths_are_not_compared() {
        assertThat(ForecastSketch.of(Map.of("10u@aa", sketch(TRUTH)))
                        .likeness(ForecastSketch.of(Map.of("10u@bb", sketch(TRUTH)))))
                .isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ForecastSketch(List.of("10u"), new float[3]));
    }

    @Test
    void of_256_miners_exactly_the_planted_pairs_are_found() {
        Random random = new Random(11);
        ForecastSketch[] sketches = new ForecastSketch[MINERS];
        for (int miner = 0; miner < MINERS; miner++) {
            sketches[miner] = ForecastSketch.of(miner(miner, 4));
        }
        Set<String> planted = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            int original = 20 * i + random.nextInt(9);
            int copy = 20 * i + 10 + random.nextInt(9);
            Map<String, float[]> copied = new LinkedHashMap<>();
            for (int v = 0; v < 4; v++) {
                float[] field = Weather.noisy(TRUTH, 3, 1000L * original + v);
                copied.put("v" + v, sketch(Weather.noisy(field, i < 5 ? 0 : 0.02, 7 + i)));
            }
            sketches[copy] = ForecastSketch.of(copied);
            planted.add(original + " " + copy);
        }

        long start = System.nanoTime();
        Set<String> found = new TreeSet<>();
        for (int a = 0; a < MINERS; a++) {
            for (int b = a + 1; b < MINERS; b++) {
                if (sketches[a].likeness(sketches[b]).orElseThrow().kin()) {
                    found.add(a + " " + b);
                }
            }
        }
        System.out.printf(
                "all pairs of %d miners, 4 fields each: %d ms%n", MINERS, (System.nanoTime() - start) / 1_000_000);

        assertThat(found).isEqualTo(planted);
    }

    private static Map<String, float[]> miner(int miner, int variables) {
        Map<String, float[]> sketches = new LinkedHashMap<>();
        for (int v = 0; v < variables; v++) {
            sketches.put("v" + v, sketch(Weather.noisy(TRUTH, 3, 1000L * miner + v)));
        }
        return sketches;
    }

    private static Likeness likeness(Map<String, float[]> one, Map<String, float[]> other) {
        return ForecastSketch.of(one).likeness(ForecastSketch.of(other)).orElseThrow();
    }

    private static final Background BACKGROUND = WEATHER.background();

    private static float[] sketch(float[] field) {
        Seed seed = Seed.of(BACKGROUND.truthSha256());
        FieldSample sample = new FieldSample(SamplePoints.of(WEATHER.rows, WEATHER.columns, seed));
        for (int row = 0; row < WEATHER.rows; row++) {
            sample.row(row, Arrays.copyOfRange(field, row * WEATHER.columns, (row + 1) * WEATHER.columns));
        }
        return Sketch.of(sample, BACKGROUND, seed);
    }
}
