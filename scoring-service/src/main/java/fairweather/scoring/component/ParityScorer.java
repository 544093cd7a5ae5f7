package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.run.VariableLevels;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.parity.ParityCoverage;
import fairweather.scoring.parity.ParityDay1;
import fairweather.scoring.parity.ParityDay1Component;
import fairweather.scoring.parity.ParityLead;
import fairweather.scoring.parity.ParityMetrics;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.parity.ParityVariable;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.Day1Score;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Mode parity. What could be decoded is judged by the reference's rules, not by strict's: Day 1 takes everything, an ERA5
 * variable counts if enough of its points are there.
 */
record ParityScorer() implements Scorer {

    @Override
    public Day1Result day1(
            Subject subject, SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable) {
        int fields = measured.values().stream().mapToInt(List::size).sum();
        List<ParityDay1Component> components = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        measured.forEach((lead, ofLead) -> {
            for (Measured one : ofLead) {
                Measured judged = one.decoded() ? one.judged(null) : one;
                ParityDay1Component component = component(judged);
                components.add(component);
                writes.add(
                        day1Row(subject, lead, judged, component, 1.0 / fields).write());
                variables.put(judged.inputs().name() + "_" + lead + "h", json(judged, component));
            }
        });
        Day1Score score = ParityDay1.of(components);
        JsonObject metrics = Day1Result.metrics(score, variables, fields, unavailable);
        writes.add(ScoreRow.day1(subject, score.value(), metrics));
        return new Day1Result(score.value(), writes);
    }

    private static ParityDay1Component component(Measured one) {
        return metrics(one)
                .map(metrics -> ParityDay1Component.of(
                        one.inputs().variable(), one.inputs().level(), metrics))
                .orElseGet(ParityDay1Component::missing);
    }

    private static ComponentRow day1Row(
            Subject subject, int lead, Measured one, ParityDay1Component component, double weight) {
        Boolean patternPassed = switch (component.skipped()) {
            case null -> true;
            case PATTERN -> false;
            case HUMIDITY, ABSENT -> null;
        };
        return new ComponentRow(
                subject,
                Day1Result.SCORE_TYPE,
                Day1Result.TRUTH_TIER,
                lead,
                one,
                stored(one),
                weight,
                component.skillScore(),
                new ComponentRow.Day1Checks(null, patternPassed, component.penalty()));
    }

    private static JsonObject json(Measured one, ParityDay1Component component) {
        JsonObject json = new JsonObject()
                .put("scored", one.counts())
                .put("qc", component.qc())
                .put("skill", component.skillScore().value())
                .put("acc", component.acc().value())
                .put("clone_penalty", component.penalty());
        metrics(one)
                .ifPresent(metrics ->
                        json.put("rrmse", metrics.get(MetricName.RRMSE).value()));
        if (component.skipped() != null) {
            json.put("reason", component.skipped().word());
        }
        if (!one.counts()) {
            json.put("code", one.absence().code().name());
        }
        return json;
    }

    @Override
    public LeadResult lead(Subject subject, int leadHours, List<Measured> measured) {
        List<VariableLevels> configured = subject.run().config().variables();
        List<ParityVariable> scores = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        int components = 0;
        for (VariableLevels variable : configured) {
            List<Measured> levels = judged(measured.stream()
                    .filter(one -> one.inputs().variable().equals(variable.name()))
                    .toList());
            double[] thickness = LeadResult.thickness(levels);
            ParityVariable score = ParityVariable.of(
                    levels.stream()
                            .map(one -> one.counts() ? metrics(one) : Optional.<ParityMetrics>empty())
                            .toList(),
                    thickness);
            scores.add(score);
            variables.put(variable.name(), json(levels, score));
            for (int l = 0; l < thickness.length; l++) {
                double weight = thickness[l] / configured.size();
                writes.add(leadRow(subject, leadHours, levels.get(l), weight).write());
                components += levels.get(l).counts() ? 1 : 0;
            }
        }
        double score = ParityLead.of(scores);
        writes.add(ScoreRow.lead(subject, leadHours, score, new JsonObject().put("variables", variables)));
        return new LeadResult(score, components, writes);
    }

    /** Where too little of a variable is there, none of its levels counts. */
    private static List<Measured> judged(List<Measured> levels) {
        List<ParitySums> decoded =
                levels.stream().map(Measured::parity).filter(Objects::nonNull).toList();
        Absence absence =
                decoded.isEmpty() ? null : ParityCoverage.absence(decoded).orElse(null);
        return levels.stream()
                .map(one -> one.decoded() ? one.judged(absence) : one)
                .toList();
    }

    private static ComponentRow leadRow(Subject subject, int leadHours, Measured one, double weight) {
        Metric skill = metrics(one)
                .map(metrics -> metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY))
                .orElse(Metric.none(Reason.ABSENT));
        return new ComponentRow(
                subject,
                LeadResult.SCORE_TYPE,
                LeadResult.TRUTH_TIER,
                leadHours,
                one,
                stored(one),
                weight,
                skill,
                null);
    }

    private static JsonObject json(List<Measured> levels, ParityVariable score) {
        JsonObject json = new JsonObject()
                .put("scored", levels.stream().anyMatch(Measured::counts))
                .put("skill", score.skill().value())
                .put("rrmse", score.rrmse().value())
                .put("rmse", score.rmse().value())
                .put("acc", score.acc().value())
                .put("skill_term", score.skillTerm())
                .put("acc_term", score.accTerm())
                .put("rmse_share", score.rmseShare());
        levels.stream()
                .filter(one -> !one.counts())
                .findFirst()
                .ifPresent(one -> json.put("code", one.absence().code().name()));
        return json;
    }

    /** The column bias holds the plain mean for a surface field and the weighted one for a level, as the reference has it. */
    private static Map<MetricName, Metric> stored(Measured one) {
        Map<MetricName, Metric> stored = new EnumMap<>(MetricName.class);
        metrics(one).ifPresent(metrics -> {
            stored.putAll(metrics.all());
            if (one.inputs().level() == null) {
                stored.put(MetricName.BIAS, metrics.get(MetricName.BIAS_UNWEIGHTED));
            }
        });
        return stored;
    }

    private static Optional<ParityMetrics> metrics(Measured one) {
        return Optional.ofNullable(one.parity()).map(ParityMetrics::of);
    }
}
