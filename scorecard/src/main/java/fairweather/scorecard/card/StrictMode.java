package fairweather.scorecard.card;

import fairweather.reference.Grid;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Bounds;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Region;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.LeadScore;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.ScoreRules;
import fairweather.scoring.score.Thickness;
import fairweather.scoring.score.VariableLimits;
import fairweather.scoring.score.VariableScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Score version 1, by the engine that the scoring service uses. */
public final class StrictMode implements Mode {
    private static final Rows NOTHING = (row, into) -> Arrays.fill(into, Double.NaN);

    private final WeightRule rule;
    private final double leastCoverage;
    private Grid grid;
    private Kernel kernel;

    /** @param leastCoverage a forecast or truth with less than this share of the area does not count */
    public StrictMode(WeightRule rule, double leastCoverage) {
        this.rule = rule;
        this.leastCoverage = leastCoverage;
    }

    @Override
    public String word() {
        return ScoreRules.MODE;
    }

    @Override
    public String weightRule() {
        return rule.word();
    }

    @Override
    public Measured measure(Fields fields) {
        Bounds bounds = VariableLimits.documentedBounds(
                        fields.key().variable(), fields.key().level())
                .orElse(null);
        PartialSums sums = kernel(fields.grid())
                .sums(new Comparison(
                        Objects.requireNonNullElse(fields.forecast(), NOTHING),
                        fields.truth(),
                        fields.climatology(),
                        fields.reference(),
                        bounds));
        Map<String, Measured.Numbers> regions = new LinkedHashMap<>();
        for (Region region : Region.values()) {
            regions.put(region.word(), numbers(sums.band(region)));
        }
        regions.put(Measured.GLOBAL, numbers(sums.global()));
        return new Measured(regions, absence(fields.key(), sums.global()));
    }

    private Kernel kernel(Grid wanted) {
        if (!wanted.equals(grid)) {
            grid = wanted;
            kernel = new Kernel(wanted.latitudes(), wanted.columns(), rule);
        }
        return kernel;
    }

    private static Measured.Numbers numbers(BandSums sums) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Metrics.of(sums).all().forEach((name, metric) -> metrics.put(name.word(), metric));
        metrics.put("skill_score", metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY.word()));
        return new Measured.Numbers((long) sums.get(Sum.N), metrics, sums);
    }

    /** The checks of {@link fairweather.scoring.score.Absence}, with the least coverage that the researcher chose. */
    private Optional<String> absence(Key key, BandSums global) {
        Metrics metrics = Metrics.of(global);
        double truth = metrics.get(MetricName.TRUTH_COVERAGE).orElse(0);
        double coverage = metrics.get(MetricName.COVERAGE).orElse(0);
        if (global.get(Sum.W) == 0) {
            return Optional.of("truth and climatology have no point in common");
        }
        if (truth < leastCoverage) {
            return Optional.of("the truth covers " + truth + " of the area, less than " + leastCoverage
                    + "; --minimum-coverage lowers this");
        }
        if (coverage < leastCoverage) {
            return Optional.of("the forecast covers " + coverage + " of the area, less than " + leastCoverage
                    + "; --minimum-coverage lowers this");
        }
        Bounds limits = VariableLimits.hardLimits(key.variable());
        double least = global.get(Sum.F_MIN);
        double most = global.get(Sum.F_MAX);
        return coverage == 0 || limits.contains(least) && limits.contains(most)
                ? Optional.empty()
                : Optional.of("the value " + (limits.contains(least) ? most : least) + " is outside the hard limits "
                        + limits.least() + " to " + limits.most());
    }

    @Override
    public OptionalDouble leadScore(List<Component> components) {
        Map<String, List<Component>> byVariable = components.stream()
                .collect(Collectors.groupingBy(
                        component -> component.key().variable(), LinkedHashMap::new, Collectors.toList()));
        List<VariableScore> variables = new ArrayList<>();
        for (List<Component> levels : byVariable.values()) {
            Optional<VariableScore> score = variable(levels);
            if (score.isEmpty()) {
                return OptionalDouble.empty();
            }
            variables.add(score.get());
        }
        return variables.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(LeadScore.of(variables, variables.size()));
    }

    private static Optional<VariableScore> variable(List<Component> components) {
        List<Component> ascending = components.size() == 1
                ? components
                : components.stream()
                        .sorted(Comparator.comparing(
                                component -> component.key().level()))
                        .toList();
        List<LevelResult> results = new ArrayList<>();
        for (Component component : ascending) {
            Metrics metrics = component
                    .measured()
                    .map(measured -> Metrics.of(measured.global().sums()))
                    .orElse(null);
            if (metrics == null || !metrics.get(MetricName.MSE_CLIMATOLOGY).defined()) {
                return Optional.empty();
            }
            double climatology = metrics.get(MetricName.MSE_CLIMATOLOGY).value();
            results.add(component.scored() ? LevelResult.of(metrics) : LevelResult.absent(climatology));
        }
        double[] levels = ascending.stream()
                .mapToDouble(component ->
                        component.key().level() == null ? 0 : component.key().level())
                .toArray();
        return Optional.of(VariableScore.of(results, Thickness.of(levels)));
    }
}
