package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.score.Day1Component;
import fairweather.scoring.score.Day1Component.Failed;
import fairweather.scoring.score.Day1Score;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Day 1 of a response.
 *
 * @param score from 0 to 1, or null if no lead had truth and reference
 * @param writes the component rows and the row of the stage
 */
public record Day1Result(Double score, List<Write> writes) {
    static final String SCORE_TYPE = "day1";
    static final String TRUTH_TIER = "gfs_analysis";

    /**
     * @param measured the components of every lead that could be scored
     * @param unavailable why the other configured leads could not
     */
    public static Day1Result of(
            Subject subject, SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable) {
        int fields = measured.values().stream().mapToInt(List::size).sum();
        List<Day1Component> components = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        measured.forEach((lead, ofLead) -> {
            for (Measured one : ofLead) {
                Day1Component component = component(one);
                components.add(component);
                writes.add(row(subject, lead, one, component, 1.0 / fields).write());
                variables.put(one.inputs().name() + "_" + lead + "h", metrics(one, component));
            }
        });
        Day1Score score = Day1Score.of(components, fields);
        writes.add(ScoreRow.day1(subject, score.value(), metrics(score, variables, fields, unavailable)));
        return new Day1Result(score.value(), writes);
    }

    static JsonObject metrics(Day1Score score, JsonObject variables, int fields, Map<Integer, String> unavailable) {
        JsonObject metrics = new JsonObject()
                .put("variables", variables)
                .put("fields", fields)
                .put("copied", score.copied())
                .put("passed", score.passed());
        if (!unavailable.isEmpty()) {
            JsonObject reasons = new JsonObject();
            unavailable.forEach((lead, reason) -> reasons.put(String.valueOf(lead), reason));
            metrics.put("unavailable", reasons);
        }
        return metrics;
    }

    private static Day1Component component(Measured one) {
        return one.decoded()
                ? Day1Component.of(one.inputs().variable(), one.inputs().level(), one.metrics(), !one.counts())
                : Day1Component.missing();
    }

    private static ComponentRow row(Subject subject, int lead, Measured one, Day1Component component, double weight) {
        ComponentRow.Day1Checks checks = one.counts()
                ? new ComponentRow.Day1Checks(
                        component.reason() != Failed.BOUNDS, patternPassed(component), component.penalty())
                : new ComponentRow.Day1Checks(null, null, component.penalty());
        return new ComponentRow(subject, SCORE_TYPE, TRUTH_TIER, lead, one, weight, component.skillScore(), checks);
    }

    private static Boolean patternPassed(Day1Component component) {
        return switch (component.reason()) {
            case null -> true;
            case BOUNDS, ABSENT -> null;
            case PATTERN, FORECAST_IS_CLIMATOLOGY -> false;
        };
    }

    private static JsonObject metrics(Measured one, Day1Component component) {
        JsonObject json = new JsonObject()
                .put("scored", one.counts())
                .put("qc", component.qc())
                .put("skill_term", component.skillTerm())
                .put("acc_term", component.accTerm())
                .put("clone_penalty", component.penalty());
        if (component.reason() != null) {
            json.put("reason", component.reason().word());
        }
        if (!one.counts()) {
            json.put("code", one.absence().code().name());
        }
        if (one.decoded()) {
            json.put("skill", component.skillScore().value());
            put(json, "acc", one.metrics().get(MetricName.ACC));
            put(json, "rrmse", one.metrics().get(MetricName.RRMSE));
        }
        return json;
    }

    private static void put(JsonObject json, String name, Metric metric) {
        json.put(name, metric.value());
    }
}
