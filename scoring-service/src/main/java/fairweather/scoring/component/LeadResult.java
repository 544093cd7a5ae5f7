package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.run.LevelRule;
import fairweather.run.VariableLevels;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.score.LeadScore;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.Thickness;
import fairweather.scoring.score.VariableScore;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One ERA5 lead of a response.
 *
 * @param score S_h, from 0 to 1
 * @param components how many components count
 * @param writes the component rows and the row of the lead
 */
public record LeadResult(double score, int components, List<Write> writes) {
    static final String SCORE_TYPE = "era5";
    static final String TRUTH_TIER = "era5";

    /** @param measured one per configured component, levels of a variable ascending */
    public static LeadResult of(Subject subject, int leadHours, List<Measured> measured) {
        List<VariableLevels> configured = subject.run().config().variables();
        LevelRule rule = subject.run().config().levelRule();
        List<VariableScore> scores = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        JsonObject variables = new JsonObject();
        for (VariableLevels variable : configured) {
            List<Measured> levels = measured.stream()
                    .filter(one -> one.inputs().variable().equals(variable.name()))
                    .toList();
            double[] thickness = thickness(levels);
            VariableScore score = VariableScore.of(
                    rule, levels.stream().map(LeadResult::level).toList(), thickness);
            scores.add(score);
            variables.put(variable.name(), metrics(levels, score));
            for (int l = 0; l < thickness.length; l++) {
                double weight = thickness[l] / configured.size();
                writes.add(row(subject, leadHours, levels.get(l), weight).write());
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

    static double[] thickness(List<Measured> levels) {
        return Thickness.of(levels.stream()
                .mapToDouble(
                        one -> one.inputs().level() == null ? 0 : one.inputs().level())
                .toArray());
    }

    private static LevelResult level(Measured one) {
        return one.counts()
                ? LevelResult.of(one.metrics())
                : LevelResult.absent(one.inputs().mseClimatology());
    }

    private static ComponentRow row(Subject subject, int leadHours, Measured one, double weight) {
        Metric skill = one.decoded() ? skill(one) : Metric.none(Reason.ABSENT);
        return new ComponentRow(subject, SCORE_TYPE, TRUTH_TIER, leadHours, one, weight, skill, null);
    }

    private static JsonObject metrics(List<Measured> levels, VariableScore score) {
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
