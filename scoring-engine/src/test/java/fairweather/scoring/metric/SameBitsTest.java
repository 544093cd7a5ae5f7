package fairweather.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.vector.VectorSupport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One definition of every sum: the scalar and the vector arithmetic, any order of rows and any number of threads. */
class SameBitsTest {
    private static final Bounds BOUNDS = new Bounds(-1, 1.5);

    @Test
    void this_module_is_tested_with_vectors_where_the_machine_has_them() {
        assertThat(VectorSupport.available()).isTrue();
        assertThat(RowArithmetic.CHOSEN).isInstanceOf(VectorRows.suit() ? VectorRows.class : ScalarRows.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 40, 64, 360, 1440})
    void scalar_and_vector_arithmetic_give_the_same_bits(int columns) {
        Random random = new Random(columns);
        for (Spoil spoil : Spoil.values()) {
            for (boolean reference : new boolean[] {false, true}) {
                Fields fields = Fields.random(random, 9, columns, spoil);
                Comparison comparison = fields.comparison(reference);
                assertThat(fields.kernel().sums(comparison, new VectorRows()))
                        .as("%s, reference %s", spoil, reference)
                        .isEqualTo(fields.kernel().sums(comparison, new ScalarRows()));
            }
        }
    }

    @Test
    void float32_values_give_the_same_bits_as_the_same_values_in_double_precision() {
        for (Spoil spoil : Spoil.values()) {
            Fields fields = Fields.random(new Random(5), 9, 61, spoil);
            assertThat(fields.kernel().sums(fields.comparison(true)))
                    .isEqualTo(fields.kernel().sums(fields.inDoubles()));
        }
    }

    @Test
    void rows_may_come_in_any_order_and_from_several_threads() throws Exception {
        Fields fields = Fields.random(new Random(6), 181, 360, Spoil.GAPS);
        Kernel kernel = fields.kernel();
        Comparison comparison = fields.comparison(true);
        PartialSums expected = kernel.sums(comparison);
        Standard standard = comparison.standard();
        Tally tally = kernel.tally(standard, kernel.truth(standard));
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < 181; i++) {
            rows.add(i);
        }
        Collections.shuffle(rows, new Random(7));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> done = new ArrayList<>();
            for (int row : rows) {
                done.add(threads.submit(() -> {
                    float[] values = new float[360];
                    comparison.forecast().read(row, values);
                    tally.row(row, values);
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(tally.sums()).isEqualTo(expected);
    }

    @Test
    void the_truths_own_sums_survive_their_stored_form() {
        Fields fields = Fields.random(new Random(8), 19, 36, Spoil.HOLES);
        for (boolean reference : new boolean[] {false, true}) {
            TruthSums truth = fields.kernel().truth(fields.comparison(reference).standard());
            BandSums global = fields.kernel().sums(fields.comparison(reference)).global();
            assertThat(TruthSums.ofArray(truth.toArray())).isEqualTo(truth);
            assertThat(truth.global(Sum.OO)).isEqualTo(global.get(Sum.OO));
            assertThat(truth.coverage()).isEqualTo(global.get(Sum.W) / global.get(Sum.W_ALL));
            assertThat(truth.mseClimatology())
                    .isEqualTo(
                            Metrics.of(global).get(MetricName.MSE_CLIMATOLOGY).value());
        }
    }

    /** What is wrong with the fields. */
    private enum Spoil {
        NOTHING,
        GAPS,
        HOLES,
        ZEROS,
        ONE_INFINITY_AT_THE_END
    }

    private record Fields(int rows, int columns, float[] f, float[] t, float[] c, float[] r) {
        static Fields random(Random random, int rows, int columns, Spoil spoil) {
            float[][] fields = new float[4][rows * columns];
            for (int i = 0; i < rows * columns; i++) {
                for (float[] field : fields) {
                    field[i] = (float) random.nextGaussian();
                }
                switch (spoil) {
                    case NOTHING -> {}
                    case GAPS -> fields[0][i] = random.nextInt(5) == 0 ? Float.NaN : fields[0][i];
                    case HOLES -> fields[1 + random.nextInt(3)][i] = random.nextInt(9) == 0 ? Float.NaN : 1;
                    case ZEROS -> {
                        fields[0][i] = random.nextBoolean() ? 0f : -0f;
                        fields[3][i] = random.nextBoolean() ? 0f : -0f;
                    }
                    case ONE_INFINITY_AT_THE_END ->
                        fields[0][i] = i == rows * columns - 1 ? Float.NEGATIVE_INFINITY : fields[0][i];
                }
            }
            return new Fields(rows, columns, fields[0], fields[1], fields[2], fields[3]);
        }

        Kernel kernel() {
            double[] latitudes = new double[rows];
            for (int i = 0; i < rows; i++) {
                latitudes[i] = 90 - 180.0 * i / (rows - 1);
            }
            return new Kernel(latitudes, columns, WeightRule.COS_1);
        }

        Comparison comparison(boolean reference) {
            Rows r = reference ? Rows.of(this.r) : null;
            return new Comparison(Rows.of(f), Rows.of(t), Rows.of(c), r, reference ? BOUNDS : null);
        }

        Comparison inDoubles() {
            return new Comparison(
                    Rows.of(doubles(f)), Rows.of(doubles(t)), Rows.of(doubles(c)), Rows.of(doubles(r)), BOUNDS);
        }

        private static double[] doubles(float[] values) {
            double[] wide = new double[values.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = values[i];
            }
            return wide;
        }
    }
}
