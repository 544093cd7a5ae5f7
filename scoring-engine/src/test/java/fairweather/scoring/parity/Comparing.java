package fairweather.scoring.parity;

import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;

/** Fields and the shortest way from them to parity's numbers. */
final class Comparing {
    private Comparing() {}

    /** Everything is dropped, nothing is guessed: a wind at Day 1. */
    static ParityMetrics atDay1(AnalyticFields fields) {
        return ParityMetrics.of(sums(fields, ParityStage.DAY1, "10u", null));
    }

    static ParityMetrics surface(AnalyticFields fields) {
        return ParityMetrics.of(sums(fields, ParityStage.ERA5, "2t", null));
    }

    static ParityMetrics level(AnalyticFields fields) {
        return ParityMetrics.of(sums(fields, ParityStage.ERA5, "t", 500));
    }

    static ParitySums sums(AnalyticFields fields, ParityStage stage, String variable, Integer level) {
        return new ParityKernel(stage, fields.latitudes(), fields.columns(), WeightRule.COS_1)
                .sums(
                        variable,
                        level,
                        new Comparison(
                                Rows.of(fields.f()),
                                Rows.of(fields.t()),
                                Rows.of(fields.c()),
                                Rows.of(fields.r()),
                                null));
    }

    static AnalyticFields fields(double[] f, double[] t, double[] c, double[] r) {
        return new AnalyticFields(AnalyticFields.of(5, 8).latitudes(), 8, f, t, c, r);
    }

    static double value(ParityMetrics metrics, MetricName name) {
        return metrics.get(name).value();
    }
}
