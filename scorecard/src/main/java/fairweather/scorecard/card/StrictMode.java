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
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.LeadScore;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.ScoreRules;
import fairweather.scoring.score.Thickness;
import fairweather.scoring.score.VariableLimits;
import fairweather.scoring.score.VariableScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

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
        PartialSums sums = sums(fields);
        Map<String, Measured.Numbers> regions = new LinkedHashMap<>();
        for (Region region : Region.values()) {
            regions.put(region.word(), numbers(sums.band(region)));
        }
        regions.put(Measured.GLOBAL, numbers(sums.global()));
        return new Measured(regions, absence(fields.key(), sums.global()));
    }

    PartialSums sums(Fields fields) {
        return kernel(fields.grid()).sums(comparison(fields));
    }

    static Comparison comparison(Fields fields) {
        Bounds bounds = VariableLimits.documentedBounds(
                        fields.key().variable(), fields.key().level())
                .orElse(null);
        return new Comparison(
                Objects.requireNonNullElse(fields.forecast(), NOTHING),
                fields.truth(),
                fields.climatology(),
                fields.reference(),
                bounds);
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
        return new Measured.Numbers((long) sums.get(Sum.N), metrics, sums, Optional.empty());
    }

    /** The checks of {@link fairweather.scoring.score.Absence}, with the least coverage that the researcher chose. */
    private Optional<String> absence(Key key, BandSums global) {
        return truthAbsence(global).or(() -> forecastAbsence(key, global));
    }

    Optional<String> truthAbsence(BandSums global) {
        if (global.get(Sum.W) == 0) {
            return Optional.of("truth and climatology have no point in common");
        }
        double coverage = Metrics.of(global).get(MetricName.TRUTH_COVERAGE).orElse(0);
        return coverage < leastCoverage
                ? Optional.of("the truth covers " + coverage + " of the area, less than " + leastCoverage
                        + "; --minimum-coverage lowers this")
                : Optional.empty();
    }

    private Optional<String> forecastAbsence(Key key, BandSums global) {
        double coverage = Metrics.of(global).get(MetricName.COVERAGE).orElse(0);
        if (coverage < leastCoverage) {
            return Optional.of("the forecast covers " + coverage + " of the area, less than " + leastCoverage
                    + "; --minimum-coverage lowers this");
        }
        return coverage == 0
                ? Optional.empty()
                : Absence.beyondLimits(key.variable(), global).map(Absence::sentence);
    }

    @Override
    public OptionalDouble leadScore(List<Component> components) {
        List<VariableScore> variables = new ArrayList<>();
        for (List<Component> levels : Component.byVariable(components)) {
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

    private static Optional<VariableScore> variable(List<Component> levels) {
        List<LevelResult> results = new ArrayList<>();
        for (Component level : levels) {
            Metrics metrics = level.measured()
                    .map(measured -> Metrics.of(measured.global().sums()))
                    .orElse(null);
            if (metrics == null || !metrics.get(MetricName.MSE_CLIMATOLOGY).defined()) {
                return Optional.empty();
            }
            double climatology = metrics.get(MetricName.MSE_CLIMATOLOGY).value();
            results.add(level.scored() ? LevelResult.of(metrics) : LevelResult.absent(climatology));
        }
        return Optional.of(VariableScore.of(results, Thickness.of(Component.pressures(levels))));
    }
}
