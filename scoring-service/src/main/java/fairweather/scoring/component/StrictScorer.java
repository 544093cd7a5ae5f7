package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.run.LevelRule;
import fairweather.run.VariableLevels;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.score.Day1Component;
import fairweather.scoring.score.Day1Component.Failed;
import fairweather.scoring.score.Day1Score;
import fairweather.scoring.score.LeadScore;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.VariableScore;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Mode strict. */
record StrictScorer() implements Scorer {

    @Override
    public Day1Result day1(
            Subject subject, SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable) {
        int fields = measured.values().stream().mapToInt(List::size).sum();
        List<Day1Component> components = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        measured.forEach((lead, ofLead) -> {
            for (Measured one : ofLead) {
                Day1Component component = component(one);
                components.add(component);
                writes.add(day1Row(subject, lead, one, component, 1.0 / fields).write());
                variables.put(one.inputs().name() + "_" + lead + "h", json(one, component));
            }
        });
        Day1Score score = Day1Score.of(components, fields);
        writes.add(ScoreRow.day1(subject, score.value(), Day1Result.metrics(score, variables, fields, unavailable)));
        return new Day1Result(score.value(), writes);
    }

    private static Day1Component component(Measured one) {
        return one.decoded()
                ? Day1Component.of(one.inputs().variable(), one.inputs().level(), one.metrics(), !one.counts())
                : Day1Component.missing();
    }

    private static ComponentRow day1Row(
            Subject subject, int lead, Measured one, Day1Component component, double weight) {
        ComponentRow.Day1Checks checks = one.counts()
                ? new ComponentRow.Day1Checks(
                        component.reason() != Failed.BOUNDS, patternPassed(component), component.penalty())
                : new ComponentRow.Day1Checks(null, null, component.penalty());
        return new ComponentRow(
                subject,
                Day1Result.SCORE_TYPE,
                Day1Result.TRUTH_TIER,
                lead,
                one,
                weight,
                component.skillScore(),
                checks);
    }

    private static Boolean patternPassed(Day1Component component) {
        return switch (component.reason()) {
            case null -> true;
            case BOUNDS, ABSENT -> null;
            case PATTERN, FORECAST_IS_CLIMATOLOGY -> false;
        };
    }

    private static JsonObject json(Measured one, Day1Component component) {
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

    @Override
    public LeadResult lead(Subject subject, int leadHours, List<Measured> measured) {
        List<VariableLevels> configured = subject.run().config().variables();
        LevelRule rule = subject.run().config().levelRule();
        List<VariableScore> scores = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        for (VariableLevels variable : configured) {
            List<Measured> levels = measured.stream()
                    .filter(one -> one.inputs().variable().equals(variable.name()))
                    .toList();
            double[] thickness = LeadResult.thickness(levels);
            VariableScore score = VariableScore.of(
                    rule, levels.stream().map(StrictScorer::level).toList(), thickness);
            scores.add(score);
            variables.put(variable.name(), json(levels, score));
            for (int l = 0; l < thickness.length; l++) {
                double weight = thickness[l] / configured.size();
                writes.add(leadRow(subject, leadHours, levels.get(l), weight).write());
            }
        }
        double score = LeadScore.of(scores, configured.size());
        JsonObject metrics = new JsonObject()
                .put("level_rule", rule.word())
                .put("variables", variables)
                .put("wind_vector_rmse", WindError.of(measured));
        writes.add(ScoreRow.lead(subject, leadHours, score, metrics));
        int components = (int) measured.stream().filter(Measured::counts).count();
        return new LeadResult(score, components, writes);
    }

    private static LevelResult level(Measured one) {
        return one.counts()
                ? LevelResult.of(one.metrics())
                : LevelResult.absent(one.inputs().mseClimatology());
    }

    private static ComponentRow leadRow(Subject subject, int leadHours, Measured one, double weight) {
        Metric skill = one.decoded() ? skill(one) : Metric.none(Reason.ABSENT);
        return new ComponentRow(
                subject, LeadResult.SCORE_TYPE, LeadResult.TRUTH_TIER, leadHours, one, weight, skill, null);
    }

    private static JsonObject json(List<Measured> levels, VariableScore score) {
        boolean present = score.presentShare() > 0;
        JsonObject json = new JsonObject()
                .put("scored", present)
                .put("skill", score.skill().value())
                .put("rrmse", score.rrmse().value())
                .put("acc", present ? score.acc() : null)
                .put("skill_term", score.skillTerm())
                .put("acc_term", score.accTerm())
                .put("rmse_term", score.rmseTerm())
                .put("present_share", score.presentShare());
        levels.stream()
                .filter(one -> !one.counts())
                .findFirst()
                .ifPresent(one -> json.put("code", one.absence().code().name()));
        if (levels.size() > 1) {
            worst(levels).ifPresent(one -> json.put("worst_level", one.inputs().level()));
        }
        return json;
    }

    /** The level of least skill among those that count: pooled levels do not show it. */
    private static Optional<Measured> worst(List<Measured> levels) {
        return levels.stream()
                .filter(one -> one.counts() && skill(one).defined())
                .min(Comparator.comparingDouble(one -> skill(one).value()));
    }

    private static Metric skill(Measured one) {
        return one.metrics().get(MetricName.SKILL_SCORE_CLIMATOLOGY);
    }
}
