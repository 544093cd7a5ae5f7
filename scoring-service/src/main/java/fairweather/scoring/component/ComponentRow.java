package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One row of component scores. Of a component that was decoded everything is stored, also if it does not count; a
 * metric that is undefined is NULL with its reason.
 *
 * @param truthTier what the truth of this score type is
 * @param metrics of the run's mode; empty if nothing was decoded
 * @param weight the component's share in its score, for show
 * @param day1 what only Day 1 has, or null
 */
record ComponentRow(
        Subject subject,
        String scoreType,
        String truthTier,
        int leadHours,
        Measured measured,
        Map<MetricName, Metric> metrics,
        double weight,
        Metric skillScore,
        Day1Checks day1) {

    /** A row of mode strict. */
    ComponentRow(
            Subject subject,
            String scoreType,
            String truthTier,
            int leadHours,
            Measured measured,
            double weight,
            Metric skillScore,
            Day1Checks day1) {
        this(
                subject,
                scoreType,
                truthTier,
                leadHours,
                measured,
                measured.decoded() ? measured.metrics().all() : Map.of(),
                weight,
                skillScore,
                day1);
    }

    /**
     * @param boundsPassed null if they were not checked
     * @param patternPassed null if an earlier check failed already
     */
    record Day1Checks(Boolean boundsPassed, Boolean patternPassed, double penalty) {}

    private static final String UPSERT = """
            INSERT INTO weather_forecast_component_scores (
                run_id, response_id, miner_uid, miner_hotkey, score_type, lead_hours, valid_time_utc, variable_name,
                pressure_level, mode, score_version, weight_rule, truth_tier, input_sources, scored, absence_code,
                absence_reason, undefined_reasons, coverage, sums, rmse, mse, bias, mae, acc, skill_score,
                skill_score_gfs, skill_score_climatology, rrmse, activity_ratio, climatology_check_passed,
                pattern_correlation, pattern_correlation_passed, clone_distance, clone_penalty, weighted_score,
                variable_weight, calculation_duration_ms, parity_sums)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                    $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39)
            ON CONFLICT ON CONSTRAINT uq_component_scores DO UPDATE SET
                miner_uid = EXCLUDED.miner_uid, miner_hotkey = EXCLUDED.miner_hotkey,
                valid_time_utc = EXCLUDED.valid_time_utc, score_version = EXCLUDED.score_version,
                weight_rule = EXCLUDED.weight_rule, input_sources = EXCLUDED.input_sources, scored = EXCLUDED.scored,
                absence_code = EXCLUDED.absence_code, absence_reason = EXCLUDED.absence_reason,
                undefined_reasons = EXCLUDED.undefined_reasons, coverage = EXCLUDED.coverage, sums = EXCLUDED.sums,
                rmse = EXCLUDED.rmse, mse = EXCLUDED.mse, bias = EXCLUDED.bias, mae = EXCLUDED.mae,
                acc = EXCLUDED.acc, skill_score = EXCLUDED.skill_score, skill_score_gfs = EXCLUDED.skill_score_gfs,
                skill_score_climatology = EXCLUDED.skill_score_climatology, rrmse = EXCLUDED.rrmse,
                activity_ratio = EXCLUDED.activity_ratio,
                climatology_check_passed = EXCLUDED.climatology_check_passed,
                pattern_correlation = EXCLUDED.pattern_correlation,
                pattern_correlation_passed = EXCLUDED.pattern_correlation_passed,
                clone_distance = EXCLUDED.clone_distance, clone_penalty = EXCLUDED.clone_penalty,
                weighted_score = EXCLUDED.weighted_score, variable_weight = EXCLUDED.variable_weight,
                calculation_duration_ms = EXCLUDED.calculation_duration_ms, parity_sums = EXCLUDED.parity_sums,
                calculated_at = fw_now(),
                voided_at = NULL
            """;

    Write write() {
        JsonObject undefined = new JsonObject();
        List<Object> values = new ArrayList<>();
        identity(values);
        values.add(measured.counts());
        values.add(measured.counts() ? null : measured.absence().code().name());
        values.add(measured.counts() ? null : measured.absence().sentence());
        values.add(undefined);
        numbers(values, undefined);
        values.add(measured.counts() ? Math.clamp(skillScore.orElse(0), 0, 1) * weight : 0);
        values.add(weight);
        values.add(measured.millis());
        values.add(measured.parity() == null ? null : boxed(measured.parity().toArray()));
        return new Write(UPSERT, values);
    }

    private void identity(List<Object> values) {
        values.add(subject.run().id());
        values.add(subject.response().id());
        values.add(subject.response().uid());
        values.add(subject.response().hotkey());
        values.add(scoreType);
        values.add(leadHours);
        values.add(subject.validTime(leadHours));
        values.add(measured.inputs().variable());
        values.add(measured.inputs().level());
        values.add(subject.run().config().mode().word());
        values.add(subject.run().scoringVersion());
        values.add(subject.run().config().weightRule());
        values.add(truthTier);
        values.add(measured.inputs().sources());
    }

    private void numbers(List<Object> values, JsonObject undefined) {
        values.add(metric(MetricName.COVERAGE, undefined));
        values.add(measured.decoded() ? boxed(measured.sums().toArray()) : null);
        values.add(metric(MetricName.RMSE, undefined));
        values.add(metric(MetricName.MSE, undefined));
        values.add(metric(MetricName.BIAS, undefined));
        values.add(metric(MetricName.MAE, undefined));
        values.add(metric(MetricName.ACC, undefined));
        values.add(measured.decoded() ? value("skill_score", skillScore, undefined) : null);
        values.add(metric(MetricName.SKILL_SCORE_GFS, undefined));
        values.add(metric(MetricName.SKILL_SCORE_CLIMATOLOGY, undefined));
        values.add(metric(MetricName.RRMSE, undefined));
        values.add(metric(MetricName.ACTIVITY_RATIO, undefined));
        values.add(day1 == null ? null : day1.boundsPassed());
        values.add(metric(MetricName.PATTERN_CORRELATION, undefined));
        values.add(day1 == null ? null : day1.patternPassed());
        values.add(metric(MetricName.CLONE_DISTANCE, undefined));
        values.add(day1 == null ? null : day1.penalty());
    }

    private Double metric(MetricName name, JsonObject undefined) {
        Metric metric = metrics.get(name);
        return metric == null ? null : value(name.word(), metric, undefined);
    }

    private static Double[] boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Double[]::new);
    }

    private static Double value(String name, Metric metric, JsonObject undefined) {
        if (!metric.defined()) {
            undefined.put(name, metric.reason().word());
        }
        return metric.value();
    }
}
