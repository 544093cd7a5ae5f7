package fairweather.scoring.metric;

import fairweather.scoring.metric.Metric.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every metric of a component, from its partial sums alone. Metrics that need a reference forecast are absent from the
 * map if there was none; every other one is there, as a number or as the reason why there is none.
 */
public final class Metrics {
    /** An anomaly field whose variance is below this share of its mean square is constant up to rounding. */
    private static final double ROUNDING = 1e-12;

    /** A forecast whose anomalies have less than this share of the variance they are compared with is climatology. */
    private static final double LEAST_ACTIVITY = 1e-8;

    private final BandSums sums;
    private final double w;
    private final Map<MetricName, Metric> metrics = new EnumMap<>(MetricName.class);

    private Metrics(BandSums sums) {
        this.sums = sums;
        this.w = sums.get(Sum.W);
    }

    public static Metrics of(BandSums sums) {
        Metrics metrics = new Metrics(sums);
        if (metrics.w > 0) {
            metrics.errors();
            metrics.correlations();
            if (sums.hasReference()) {
                metrics.againstReference();
            }
        } else {
            metrics.withoutPoints();
        }
        return metrics;
    }

    /** @throws IllegalArgumentException for a metric that needs a reference forecast where there was none */
    public Metric get(MetricName name) {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new IllegalArgumentException(name.word() + " needs a reference forecast");
        }
        return metric;
    }

    public Map<MetricName, Metric> all() {
        return Collections.unmodifiableMap(metrics);
    }

    public boolean hasReference() {
        return sums.hasReference();
    }

    public long points() {
        return (long) sums.get(Sum.N);
    }

    public long gaps() {
        return (long) sums.get(Sum.N_GAP);
    }

    private void withoutPoints() {
        for (MetricName name : MetricName.values()) {
            if (hasReference() || name.compareTo(MetricName.MSE_REFERENCE) < 0) {
                metrics.put(name, Metric.none(Reason.NO_POINTS));
            }
        }
        double all = sums.get(Sum.W_ALL);
        metrics.put(MetricName.TRUTH_COVERAGE, all > 0 ? Metric.of(w / all) : Metric.none(Reason.NO_POINTS));
    }

    private void errors() {
        double bias = mean(Sum.D);
        double mse = mean(Sum.DD);
        put(MetricName.COVERAGE, 1 - sums.get(Sum.W_GAP) / w);
        put(MetricName.TRUTH_COVERAGE, w / sums.get(Sum.W_ALL));
        put(MetricName.BIAS, bias);
        put(MetricName.BIAS_UNWEIGHTED, sums.get(Sum.D_UNWEIGHTED) / sums.get(Sum.N));
        put(MetricName.MAE, mean(Sum.ABS_D));
        put(MetricName.MSE, mse);
        put(MetricName.RMSE, Math.sqrt(mse));
        put(MetricName.MSE_DEBIASED, mse - bias * bias);
        put(MetricName.MSE_CLIMATOLOGY, mean(Sum.OO));
        metrics.put(MetricName.SKILL_SCORE_CLIMATOLOGY, skill(Sum.DD, Sum.OO));
        metrics.put(MetricName.RRMSE, relativeError());
    }

    private Metric skill(Sum error, Sum referenceError) {
        Metric ratio = ratio(error, referenceError);
        return ratio.defined() ? Metric.of(1 - ratio.value()) : ratio;
    }

    private Metric relativeError() {
        Metric ratio = ratio(Sum.DD, Sum.OO);
        return ratio.defined() ? Metric.of(Math.sqrt(ratio.value())) : ratio;
    }

    /** 0/0 is 0: a forecast without error is perfect, whatever the reference. */
    private Metric ratio(Sum error, Sum referenceError) {
        if (sums.get(referenceError) > 0) {
            return Metric.of(sums.get(error) / sums.get(referenceError));
        }
        return sums.get(error) == 0 ? Metric.of(0) : Metric.none(Reason.ZERO_REFERENCE_ERROR);
    }

    private void correlations() {
        double forecast = variance(Sum.A, Sum.AA);
        double truth = variance(Sum.O, Sum.OO);
        boolean truthVaries = truth > ROUNDING * mean(Sum.OO);
        put(MetricName.ACTIVITY_FORECAST, Math.sqrt(Math.max(0, forecast)));
        put(MetricName.ACTIVITY_TRUTH, Math.sqrt(Math.max(0, truth)));
        if (truthVaries) {
            put(MetricName.ACTIVITY_RATIO, Math.sqrt(Math.max(0, forecast) / truth));
            metrics.put(MetricName.ACC, correlation(forecast, truth, mean(Sum.O), mean(Sum.AO)));
        } else {
            metrics.put(MetricName.ACTIVITY_RATIO, Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
            metrics.put(MetricName.ACC, Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
        }
        metrics.put(MetricName.ACC_UNCENTRED, uncentredCorrelation());
    }

    private Metric uncentredCorrelation() {
        double aa = sums.get(Sum.AA);
        double oo = sums.get(Sum.OO);
        if (oo == 0) {
            return Metric.none(Reason.TRUTH_IS_CLIMATOLOGY);
        }
        return aa <= LEAST_ACTIVITY * oo
                ? Metric.none(Reason.FORECAST_IS_CLIMATOLOGY)
                : Metric.of(clip(sums.get(Sum.AO) / Math.sqrt(aa * oo)));
    }

    /** The centred correlation of the forecast's anomalies with others that vary. */
    private Metric correlation(double forecast, double other, double otherMean, double product) {
        if (forecast <= Math.max(LEAST_ACTIVITY * other, ROUNDING * mean(Sum.AA))) {
            return Metric.none(Reason.FORECAST_IS_CLIMATOLOGY);
        }
        double covariance = product - mean(Sum.A) * otherMean;
        return Metric.of(clip(covariance / Math.sqrt(forecast * other)));
    }

    private void againstReference() {
        double present = w - sums.get(Sum.W_GAP);
        double presentPoints = sums.get(Sum.N) - sums.get(Sum.N_GAP);
        put(MetricName.MSE_REFERENCE, mean(Sum.HH));
        metrics.put(MetricName.SKILL_SCORE_GFS, skill(Sum.DD, Sum.HH));
        metrics.put(MetricName.CLONE_DISTANCE, share(sums.get(Sum.GG), present));
        metrics.put(MetricName.SHARE_OUT_OF_BOUNDS, share(sums.get(Sum.W_OUT), present));
        metrics.put(MetricName.EQUAL_SHARE, share(sums.get(Sum.N_EQUAL), presentPoints));

        double reference = variance(Sum.E, Sum.EE);
        metrics.put(
                MetricName.PATTERN_CORRELATION,
                reference > ROUNDING * mean(Sum.EE)
                        ? correlation(variance(Sum.A, Sum.AA), reference, mean(Sum.E), mean(Sum.AE))
                        : Metric.none(Reason.REFERENCE_HAS_NO_PATTERN));

        double ee = sums.get(Sum.EE);
        double oe = sums.get(Sum.OE);
        double blend = Math.max(0, sums.get(Sum.OO) - (ee > 0 ? oe * oe / ee : 0)) / w;
        put(MetricName.MSE_BEST_BLEND, blend);
        metrics.put(
                MetricName.ADDED_VALUE,
                blend > 0 ? Metric.of(1 - mean(Sum.DD) / blend) : Metric.none(Reason.ZERO_REFERENCE_ERROR));
    }

    private static Metric share(double part, double present) {
        return present > 0 ? Metric.of(part / present) : Metric.none(Reason.ALL_GAPS);
    }

    private double variance(Sum sum, Sum squares) {
        double mean = mean(sum);
        return mean(squares) - mean * mean;
    }

    private double mean(Sum sum) {
        return sums.get(sum) / w;
    }

    private void put(MetricName name, double value) {
        metrics.put(name, Metric.of(value));
    }

    private static double clip(double correlation) {
        return Math.max(-1, Math.min(1, correlation));
    }
}
