package fairweather.scorecard.card;

import fairweather.reference.Grid;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.parity.ParityCoverage;
import fairweather.scoring.parity.ParityDay1Component;
import fairweather.scoring.parity.ParityKernel;
import fairweather.scoring.parity.ParityLead;
import fairweather.scoring.parity.ParityMetrics;
import fairweather.scoring.parity.ParityStage;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.parity.ParityVariable;
import fairweather.scoring.score.Thickness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the reference system's code computes, of the whole globe only, and the uncentred correlation beside it. Without a
 * reference forecast it does so as for an ERA5 lead, with one as for Day 1, where it guesses units and has no lead score.
 * See docs/scoring-parity.md.
 */
public final class ParityMode implements Mode {
    private final StrictMode strict;
    private final WeightRule rule;
    private final ParityStage stage;
    private Grid grid;
    private ParityKernel kernel;

    /** @param leastCoverage a truth with less than this share of the area does not count, as in strict */
    public ParityMode(WeightRule rule, double leastCoverage, boolean withReference) {
        this.strict = new StrictMode(rule, leastCoverage);
        this.rule = rule;
        this.stage = withReference ? ParityStage.DAY1 : ParityStage.ERA5;
    }

    @Override
    public String word() {
        return "parity";
    }

    @Override
    public String weightRule() {
        return rule.word();
    }

    @Override
    public Measured measure(Fields fields) {
        Comparison comparison = StrictMode.comparison(fields);
        BandSums sums = strict.sums(fields).global();
        ParitySums paritySums =
                kernel(fields.grid()).sums(fields.key().variable(), fields.key().level(), comparison);
        ParityMetrics metrics = ParityMetrics.of(paritySums);
        Map<String, Metric> named = new LinkedHashMap<>();
        metrics.all().forEach((name, metric) -> named.put(name.word(), metric));
        named.put("skill_score", skill(fields.key(), metrics));
        named.put(MetricName.BIAS.word(), bias(fields.key(), metrics));
        named.put(MetricName.ACC_UNCENTRED.word(), Metrics.of(sums).get(MetricName.ACC_UNCENTRED));
        Measured.Numbers numbers = new Measured.Numbers((long) sums.get(Sum.N), named, sums, Optional.of(paritySums));
        return new Measured(Map.of(Measured.GLOBAL, numbers), absence(sums, metrics));
    }

    private ParityKernel kernel(Grid wanted) {
        if (!wanted.equals(grid)) {
            grid = wanted;
            kernel = new ParityKernel(stage, wanted.latitudes(), wanted.columns(), rule);
        }
        return kernel;
    }

    private static Metric skill(Key key, ParityMetrics metrics) {
        return metrics.sums().hasReference()
                ? ParityDay1Component.of(key.variable(), key.level(), metrics).skillScore()
                : metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY);
    }

    /** The column has the plain mean for a surface field and the weighted one for a level. */
    private static Metric bias(Key key, ParityMetrics metrics) {
        return metrics.get(key.level() == null ? MetricName.BIAS_UNWEIGHTED : MetricName.BIAS);
    }

    private Optional<String> absence(BandSums sums, ParityMetrics metrics) {
        Metric mse = metrics.get(MetricName.MSE);
        return strict.truthAbsence(sums)
                .or(() -> mse.defined()
                        ? Optional.empty()
                        : Optional.of(
                                "there is no error: " + mse.reason().word().replace('_', ' ')));
    }

    @Override
    public OptionalDouble leadScore(List<Component> components) {
        if (stage != ParityStage.ERA5
                || components.stream().anyMatch(one -> one.measured().isEmpty())) {
            return OptionalDouble.empty();
        }
        List<ParityVariable> variables = Component.byVariable(components).stream()
                .map(ParityMode::variable)
                .toList();
        return variables.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(ParityLead.of(variables));
    }

    private static ParityVariable variable(List<Component> levels) {
        List<ParitySums> decoded = new ArrayList<>();
        List<Optional<ParityMetrics>> metrics = new ArrayList<>();
        for (Component level : levels) {
            Optional<ParitySums> sums = level.forecastRead()
                    ? level.measured().flatMap(measured -> measured.global().paritySums())
                    : Optional.empty();
            sums.ifPresent(decoded::add);
            metrics.add(sums.map(ParityMetrics::of));
        }
        return ParityCoverage.absence(decoded).isPresent()
                ? ParityVariable.absent()
                : ParityVariable.of(metrics, Thickness.of(Component.pressures(levels)));
    }
}
