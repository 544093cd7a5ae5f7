package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a score. */
class DiagnosisRowsTest {
    @TempDir
    private static Path cache;

    private static Rig rig;

    @BeforeAll
    static void seed_and_truth_are_known() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache);
        rig.settled(rig.enqueueSeed());
        for (int lead : List.of(24, 48)) {
            rig.settled(rig.enqueueTruth(lead, "2100-01-01T00:00:00Z"));
        }
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void the_metrics_for_show_of_day_1_are_what_plain_loops_find() {
        int response = rig.response(Store.persistence().objects());
        rig.run(JobType.DAY1, response);

        for (String variable : List.of("10u", "10v")) {
            Row row = rig.component(response, 12, variable);
            float[] truth = Archive.analysis(variable, 12);
            double climatology = Archive.meanSquare(Archive.climatology(variable), truth);
            assertThat(row.getDouble("mse_climatology")).isEqualTo(climatology, within(1e-6));
            assertThat(row.getDouble("mse_reference"))
                    .isEqualTo(Archive.meanSquare(Archive.reference(variable), truth), within(1e-6));
            assertThat(row.getDouble("mse_best_blend")).isPositive().isLessThan(climatology);
            assertThat(row.getDouble("added_value"))
                    .isEqualTo(1 - row.getDouble("mse") / row.getDouble("mse_best_blend"), within(1e-12));
            assertThat(row.getDouble("acc_uncentred")).isBetween(0.3, 1.0);
            assertThat(row.getDouble("equal_share")).isBetween(0.0, 0.1);
            assertThat(row.getArrayOfStrings("flags")).isEmpty();
            assertThat(row.getJsonObject("diagnosis")).isNull();
        }
    }

    @Test
    void the_truth_itself_is_flagged_on_day_1() {
        int response = rig.response(Store.persistence()
                .forecast((variable, lead) -> Archive.analysis(variable, lead == 12 ? 12 : 0))
                .objects());
        rig.run(JobType.DAY1, response);

        assertThat(rig.component(response, 12, "10u").getArrayOfStrings("flags"))
                .containsExactly("truth_copy");
    }

    @Test
    void a_lie_is_named_with_its_gain_and_the_score_is_that_of_the_lie() {
        int flipped = rig.response(good((field, i, j) -> field[(Archive.ROWS - 1 - i) * Archive.COLUMNS + j]));
        rig.run(JobType.ERA5, flipped);

        Row row = rig.component(flipped, 24, "10u");
        assertThat(row.getBoolean("scored")).isTrue();
        assertThat(row.getDouble("skill_score")).isNegative();
        JsonObject match = row.getJsonObject("diagnosis").getJsonObject("best_match");
        assertThat(match.getString("name")).isEqualTo("latitude_flipped");
        assertThat(match.getDouble("gain")).isBetween(0.8, 1.0);
    }

    @Test
    void a_lie_that_makes_a_field_absent_is_named_all_the_same() {
        int wrongUnit = rig.response(good((field, i, j) -> field[i * Archive.COLUMNS + j] * 100));
        rig.run(JobType.ERA5, wrongUnit);

        Row row = rig.component(wrongUnit, 24, "10u");
        assertThat(row.getString("absence_code")).isEqualTo("CONTENT_VALUES");
        assertThat(row.getArrayOfStrings("flags")).containsExactly("gross_error", "amplitude");
        assertThat(row.getJsonObject("diagnosis").getJsonObject("best_match").getString("name"))
                .isEqualTo("times_100");
    }

    @Test
    void a_field_of_the_day_before_is_named_where_that_truth_is_at_hand() {
        int late = rig.response(Store.persistence()
                .forecast((variable, lead) -> noisy(Archive.analysis(variable, lead == 48 ? 24 : 0)))
                .objects());
        rig.run(JobType.ERA5, late);

        assertThat(rig.component(late, 48, "10u")
                        .getJsonObject("diagnosis")
                        .getJsonObject("best_match")
                        .getString("name"))
                .isEqualTo("valid_time_minus_24h");
        assertThat(rig.component(late, 24, "10u").getJsonObject("diagnosis"))
                .as("persistence")
                .isNull();
    }

    @Test
    void a_few_missing_values_are_flagged() {
        int response = rig.response(Store.persistence()
                .forecast((variable, lead) -> {
                    float[] field = Archive.analysis(variable, 0).clone();
                    field[90 * Archive.COLUMNS + 7] = Float.NaN;
                    return field;
                })
                .objects());
        rig.run(JobType.ERA5, response);

        Row row = rig.component(response, 24, "10u");
        assertThat(row.getBoolean("scored")).isTrue();
        assertThat(row.getArrayOfStrings("flags")).containsExactly("gaps");
    }

    @Test
    void what_does_not_count_is_no_part_of_the_sketch() {
        int response = rig.response(Store.persistence()
                .forecast((variable, lead) -> {
                    float[] field = Archive.analysis(variable, 0).clone();
                    field[0] = variable.equals("10u") ? 1e6f : field[0];
                    return field;
                })
                .objects());
        rig.run(JobType.ERA5, response);

        String[] components = rig.database()
                .first("SELECT components FROM forecast_sketches WHERE response_id = $1 AND lead_hours = 24", response)
                .orElseThrow()
                .getArrayOfStrings("components");
        assertThat(components).hasSize(1).allMatch(name -> name.matches("10v@[0-9a-f]{8}"));
    }

    /** A point of a field. */
    private interface Point {
        float of(float[] field, int row, int column);
    }

    /** A good forecast, spoilt. */
    private static SortedMap<ObjectKey, byte[]> good(Point spoilt) {
        return Store.persistence()
                .forecast((variable, lead) -> {
                    float[] field = noisy(Archive.analysis(variable, lead == 24 || lead == 48 ? lead : 0));
                    float[] changed = new float[field.length];
                    for (int i = 0; i < Archive.ROWS; i++) {
                        for (int j = 0; j < Archive.COLUMNS; j++) {
                            changed[i * Archive.COLUMNS + j] = spoilt.of(field, i, j);
                        }
                    }
                    return changed;
                })
                .objects();
    }

    private static float[] noisy(float[] field) {
        Random random = new Random(1);
        float[] noisy = field.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) random.nextGaussian();
        }
        return noisy;
    }
}
