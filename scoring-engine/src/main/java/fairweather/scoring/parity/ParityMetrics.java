package fairweather.scoring.parity;

import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The metrics of a component as the reference defines them, from its parity sums alone. Metrics that need a reference
 * forecast are left out if there was none; every other one is a number, or the reason why there is none.
 */
public final class ParityMetrics {
    /** An anomaly whose plain standard deviation is below this is constant. */
    private static final double LEAST_DEVIATION = 1e-12;

    private final ParitySums sums;
    private final Map<MetricName, Metric> metrics = new EnumMap<>(MetricName.class);

    private ParityMetrics(ParitySums sums) {
        this.sums = sums;
    }

    public static ParityMetrics of(ParitySums sums) {
        ParityMetrics metrics = new ParityMetrics(sums);
        metrics.errors();
        metrics.againstClimatology();
        if (sums.hasReference()) {
            metrics.againstReference();
        }
        return metrics;
    }

    /** @throws IllegalArgumentException for a metric that parity does not have, or not without a reference forecast */
    public Metric get(MetricName name) {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new IllegalArgumentException("parity has no " + name.word() + " here");
        }
        return metric;
    }

    public Map<MetricName, Metric> all() {
        return Collections.unmodifiableMap(metrics);
    }

    public ParitySums sums() {
        return sums;
    }

    /** Bias and MAE are divided by the weight of the whole grid, whatever is missing. */
    private void errors() {
        double share = sums.get(ParitySum.W_ERROR) / sums.get(ParitySum.W_ALL);
        double bias = sums.get(ParitySum.ERROR_MEAN);
        double plainBias = sums.get(ParitySum.ERROR_MEAN_UNWEIGHTED);
        Metric variance = ofForecast(ParitySum.ERROR_SPREAD, ParitySum.W_ERROR);
        Metric mse = map(variance, spread -> spread + bias * bias);
        metrics.put(MetricName.COVERAGE, mean(ParitySum.N_PRESENT, ParitySum.N_TRUTH));
        metrics.put(MetricName.BIAS, map(variance, spread -> bias * share));
        metrics.put(MetricName.BIAS_UNWEIGHTED, map(variance, spread -> plainBias));
        metrics.put(MetricName.MAE, map(variance, spread -> sums.get(ParitySum.ERROR_SIZE) * share));
        metrics.put(MetricName.MSE, mse);
        metrics.put(MetricName.RMSE, map(mse, Math::sqrt));
        metrics.put(MetricName.MSE_DEBIASED, map(variance, spread -> spread + (bias - plainBias) * (bias - plainBias)));
    }

    private void againstClimatology() {
        Metric climatology = mean(ParitySum.CLIMATOLOGY_ERROR, ParitySum.W_CLIMATOLOGY);
        metrics.put(MetricName.MSE_CLIMATOLOGY, climatology);
        metrics.put(
                MetricName.SKILL_SCORE_CLIMATOLOGY,
                map(ratio(get(MetricName.MSE_DEBIASED), climatology), ratio -> 1 - ratio));
        metrics.put(MetricName.RRMSE, map(ratio(get(MetricName.MSE), climatology), Math::sqrt));
        metrics.put(MetricName.ACC, acc());
    }

    private void againstReference() {
        Metric reference = mean(ParitySum.REFERENCE_ERROR, ParitySum.W_REFERENCE);
        metrics.put(MetricName.MSE_REFERENCE, reference);
        metrics.put(
                MetricName.SKILL_SCORE_GFS, map(ratio(get(MetricName.MSE_DEBIASED), reference), ratio -> 1 - ratio));
        metrics.put(MetricName.CLONE_DISTANCE, ofForecast(ParitySum.COPY_ERROR, ParitySum.W_COPY));
        metrics.put(MetricName.PATTERN_CORRELATION, pattern());
    }

    /** The anomalies' correlation; none if the plain deviation of one is next to nothing. */
    private Metric acc() {
        Metric truth = mean(ParitySum.TRUTH_SPREAD_UNWEIGHTED, ParitySum.N_ANOMALY);
        Metric forecast = ofForecast(ParitySum.FORECAST_SPREAD_UNWEIGHTED, ParitySum.N_ANOMALY);
        if (!forecast.defined()) {
            return forecast;
        }
        if (Math.sqrt(truth.value()) < LEAST_DEVIATION || sums.get(ParitySum.TRUTH_SPREAD) == 0) {
            return Metric.none(Reason.TRUTH_IS_CLIMATOLOGY);
        }
        if (Math.sqrt(forecast.value()) < LEAST_DEVIATION || sums.get(ParitySum.FORECAST_SPREAD) == 0) {
            return Metric.none(Reason.FORECAST_IS_CLIMATOLOGY);
        }
        return correlation(ParitySum.ANOMALY_PRODUCT, ParitySum.FORECAST_SPREAD, ParitySum.TRUTH_SPREAD);
    }

    private Metric pattern() {
        Metric forecast = ofForecast(ParitySum.FORECAST_PATTERN, ParitySum.W_COPY);
        if (!forecast.defined()) {
            return forecast;
        }
        if (sums.get(ParitySum.REFERENCE_PATTERN) == 0) {
            return Metric.none(Reason.REFERENCE_HAS_NO_PATTERN);
        }
        if (forecast.value() == 0) {
            return Metric.none(Reason.FORECAST_IS_UNIFORM);
        }
        return correlation(ParitySum.PATTERN_PRODUCT, ParitySum.FORECAST_PATTERN, ParitySum.REFERENCE_PATTERN);
    }

    private Metric correlation(ParitySum product, ParitySum one, ParitySum other) {
        double deviations = Math.sqrt(sums.get(one)) * Math.sqrt(sums.get(other));
        return map(Metric.of(sums.get(product) / deviations), value -> Math.clamp(value, -1, 1));
    }

    /** Nothing that an infinite value is part of is a number. */
    private Metric ofForecast(ParitySum sum, ParitySum weight) {
        return sums.get(ParitySum.N_INFINITE) > 0 ? Metric.none(Reason.INFINITE_FORECAST) : mean(sum, weight);
    }

    private Metric mean(ParitySum sum, ParitySum weight) {
        return sums.get(weight) > 0 ? Metric.of(sums.get(sum) / sums.get(weight)) : Metric.none(Reason.NO_POINTS);
    }

    /** 0/0 is 0: a forecast without error is perfect, whatever the reference. */
    private static Metric ratio(Metric error, Metric referenceError) {
        if (!error.defined() || !referenceError.defined()) {
            return error.defined() ? referenceError : error;
        }
        if (referenceError.value() > 0) {
            return Metric.of(error.value() / referenceError.value());
        }
        return error.value() == 0 ? Metric.of(0) : Metric.none(Reason.ZERO_REFERENCE_ERROR);
    }

    private static Metric map(Metric metric, DoubleUnaryOperator operator) {
        return metric.defined() ? Metric.of(operator.applyAsDouble(metric.value())) : metric;
    }
}
