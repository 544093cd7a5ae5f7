package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.job.JobType;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.parity.ParityMetrics;
import fairweather.scoring.parity.ParitySum;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in mode parity, from its frozen forecasts to its rows, against plain loops. */
class ParityTasksTest {
    private static final List<String> WINDS = List.of("10u", "10v");
    private static final int LEAD = 24;

    @TempDir
    private static Path cache;

    private static Rig rig;
    private static int persistence;

    @BeforeAll
    static void persistence_is_scored() throws IOException {
        rig = scored(new JsonObject().put("mode", "parity"));
        persistence = rig.response(Store.persistence().objects());
        assertThat(rig.run(JobType.DAY1, persistence).getString("status")).isEqualTo("completed");
        assertThat(rig.run(JobType.ERA5, persistence).getString("status"))
                .as("the other leads wait for their truth")
                .isEqualTo("pending");
    }

    private static Rig scored(JsonObject changes) throws IOException {
        Rig rig = new Rig(Archive.DIRECTORY, cache).configured(changes);
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(LEAD, "2100-01-01T00:00:00Z"));
        return rig;
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void day_1_is_what_plain_loops_find_by_the_references_rules() {
        double expected = 0;
        for (String variable : WINDS) {
            float[] forecast = Archive.analysis(variable, 0);
            float[] truth = Archive.analysis(variable, 12);
            float[] reference = Archive.reference(variable);
            double skill = 1 - debiased(forecast, truth) / Archive.meanSquare(reference, truth);
            double acc = Archive.correlation(forecast, truth, Archive.climatology(variable));
            double pattern = Archive.correlation(forecast, reference, new float[forecast.length]);
            expected += 0.6 * Math.max(0, skill) / 2 + 0.4 * (acc + 1) / 2 / 2;

            Row row = rig.component(persistence, 12, variable);
            assertThat(row.getString("mode")).isEqualTo("parity");
            assertThat(row.getString("weight_rule")).isEqualTo("cos-1");
            assertThat(row.getDouble("skill_score")).isEqualTo(skill, within(1e-9));
            assertThat(row.getDouble("acc")).isEqualTo(acc, within(1e-9));
            assertThat(row.getDouble("pattern_correlation")).isEqualTo(pattern, within(1e-9));
            assertThat(row.getBoolean("pattern_correlation_passed")).isTrue();
            assertThat(row.getBoolean("climatology_check_passed")).isNull();
            assertThat((Double[]) row.getValue("sums")).hasSize(3 * Sum.WITH_REFERENCE);
            assertThat((Double[]) row.getValue("parity_sums")).hasSize(ParitySum.WITH_REFERENCE);
        }
        Row score = rig.scoreRow(persistence, -1);
        assertThat(score.getString("mode")).isEqualTo("parity");
        assertThat(score.getDouble("score")).isEqualTo(expected, within(1e-9));
    }

    @Test
    void a_lead_is_what_plain_loops_find_by_the_references_rules() {
        double skill = 0;
        double acc = 0;
        double[] errors = new double[2];
        for (int v = 0; v < 2; v++) {
            String variable = WINDS.get(v);
            float[] forecast = Archive.analysis(variable, 0);
            float[] truth = Archive.analysis(variable, LEAD);
            float[] climatology = Archive.climatology(variable);
            double skillOfVariable = 1 - debiased(forecast, truth) / Archive.meanSquare(climatology, truth);
            skill += Math.clamp(skillOfVariable, 0, 1) / 2;
            acc += (Archive.correlation(forecast, truth, climatology) + 1) / 2 / 2;
            errors[v] = Math.sqrt(Archive.meanSquare(forecast, truth));
            Row row = rig.component(persistence, LEAD, variable);
            assertThat(row.getDouble("skill_score_climatology")).isEqualTo(skillOfVariable, within(1e-9));
            assertThat(row.getDouble("rmse")).isEqualTo(errors[v], within(1e-9));
            assertThat(row.getDouble("bias")).isEqualTo(bias(forecast, truth), within(1e-9));
            assertThat((Double[]) row.getValue("parity_sums")).hasSize(ParitySum.WITHOUT_REFERENCE);
        }
        double upperMedian = Math.max(errors[0], errors[1]);
        double rmse = 1 / (1 + errors[0] / upperMedian) / 2 + 1 / (1 + errors[1] / upperMedian) / 2;
        assertThat(rig.scoreRow(persistence, LEAD).getDouble("score"))
                .isEqualTo(0.6 * skill + 0.3 * acc + 0.1 * rmse, within(1e-9));
    }

    @Test
    void every_metric_in_a_row_follows_from_the_sums_in_it() {
        for (Row row : rig.components(persistence)) {
            double[] stored = Arrays.stream((Double[]) row.getValue("parity_sums"))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            ParityMetrics metrics = ParityMetrics.of(ParitySums.ofArray(stored));
            for (MetricName name : List.of(
                    MetricName.COVERAGE,
                    MetricName.MSE,
                    MetricName.RMSE,
                    MetricName.MAE,
                    MetricName.ACC,
                    MetricName.SKILL_SCORE_CLIMATOLOGY,
                    MetricName.RRMSE)) {
                assertThat(row.getDouble(name.word()))
                        .isEqualTo(metrics.get(name).value());
            }
        }
    }

    @Test
    void a_missing_variable_is_free_in_day_1_and_costs_its_share_of_a_lead() {
        int response = rig.response(Store.persistence().without("10v").objects());
        rig.run(JobType.DAY1, response);
        rig.run(JobType.ERA5, response);

        Row eastward = rig.component(persistence, 12, "10u");
        double alone = 0.6 * Math.max(0, eastward.getDouble("skill_score")) + 0.4 * (eastward.getDouble("acc") + 1) / 2;
        assertThat(rig.scoreRow(response, -1).getDouble("score")).isEqualTo(alone, within(1e-12));
        Row lead = rig.component(persistence, LEAD, "10u");
        double half = 0.6 * Math.clamp(lead.getDouble("skill_score"), 0, 1)
                + 0.3 * (lead.getDouble("acc") + 1) / 2
                + 0.1 * 0.5;
        assertThat(rig.scoreRow(response, LEAD).getDouble("score")).isEqualTo(half / 2, within(1e-12));
        assertThat(rig.component(response, LEAD, "10v").getString("absence_code"))
                .isEqualTo("CONTENT_LAYOUT");
    }

    @Test
    void a_run_may_be_weighted_by_the_areas_of_cells() throws IOException {
        try (Rig areas = scored(new JsonObject().put("mode", "parity").put("weight_rule", "cell-area-1"))) {
            int response = areas.response(Store.persistence().objects());
            areas.run(JobType.ERA5, response);
            Row row = areas.component(response, LEAD, "10u");
            assertThat(row.getString("weight_rule")).isEqualTo("cell-area-1");
            Row cosines = rig.component(persistence, LEAD, "10u");
            assertThat(row.getDouble("rmse"))
                    .isNotEqualTo(cosines.getDouble("rmse"))
                    .isEqualTo(cosines.getDouble("rmse"), within(0.01));
        }
    }

    /** The weighted mean square error after the plain mean error is removed. */
    private static double debiased(float[] forecast, float[] truth) {
        double bias = bias(forecast, truth);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < forecast.length; i++) {
            int row = i / Archive.COLUMNS;
            boolean pole = row == 0 || row == Archive.ROWS - 1;
            double weight = pole ? 0 : Math.cos(Math.toRadians(90 - row));
            double error = (double) forecast[i] - truth[i] - bias;
            sum += weight * error * error;
            weights += weight;
        }
        return sum / weights;
    }

    private static double bias(float[] forecast, float[] truth) {
        double sum = 0;
        for (int i = 0; i < forecast.length; i++) {
            sum += (double) forecast[i] - truth[i];
        }
        return sum / forecast.length;
    }
}
