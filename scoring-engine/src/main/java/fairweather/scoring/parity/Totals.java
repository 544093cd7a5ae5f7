package fairweather.scoring.parity;

/** Joins rows, which come from north to south, to what is stored. */
final class Totals {
    private final double[] totals;
    private final Moments error = new Moments();
    private final Moments errorUnweighted = new Moments();
    private final Moments anomalies = new Moments();
    private final Moments anomaliesUnweighted = new Moments();
    private final Moments pattern = new Moments();

    Totals(boolean withReference) {
        totals = new double[withReference ? ParitySum.WITH_REFERENCE : ParitySum.WITHOUT_REFERENCE];
        totals[ParitySum.FORECAST_LEAST.ordinal()] = Double.MAX_VALUE;
    }

    void add(double weight, int columns, RowResult row) {
        add(ParitySum.N_ALL, columns);
        add(ParitySum.W_ALL, weight * columns);
        add(ParitySum.N_TRUTH, row.truths());
        add(ParitySum.TRUTH, row.truth());
        add(ParitySum.N_FORECAST, row.forecasts());
        add(ParitySum.FORECAST, row.forecast());
        add(ParitySum.N_INFINITE, row.infinite());
        add(ParitySum.N_PRESENT, row.present());
        add(ParitySum.W_CLIMATOLOGY, weight * row.climatologies());
        add(ParitySum.CLIMATOLOGY_ERROR, weight * row.climatologyError());
        int least = ParitySum.FORECAST_LEAST.ordinal();
        totals[least] = Math.min(totals[least], row.least());
        error.add(weight, row.error());
        errorUnweighted.add(1, row.error());
        anomalies.add(weight, row.anomalies());
        anomaliesUnweighted.add(1, row.anomalies());
        if (withReference()) {
            add(ParitySum.W_REFERENCE, weight * row.references());
            add(ParitySum.REFERENCE_ERROR, weight * row.referenceError());
            add(ParitySum.COPY_ERROR, weight * row.copyError());
            pattern.add(weight, row.pattern());
        }
    }

    /** The plain means of forecast and truth make the unit guess hold. */
    boolean suggest(UnitGuess guess) {
        return guess.applies(
                totals[ParitySum.FORECAST.ordinal()] / totals[ParitySum.N_FORECAST.ordinal()],
                totals[ParitySum.TRUTH.ordinal()] / totals[ParitySum.N_TRUTH.ordinal()]);
    }

    /** These totals are of the converted forecast, those of the forecast as it came. */
    ParitySums convertedFrom(Totals raw) {
        set(ParitySum.FORECAST, raw.totals[ParitySum.FORECAST.ordinal()]);
        set(ParitySum.N_FORECAST, raw.totals[ParitySum.N_FORECAST.ordinal()]);
        set(ParitySum.CONVERTED, 1);
        return sums();
    }

    ParitySums sums() {
        set(ParitySum.N_ERROR, errorUnweighted.weight());
        set(ParitySum.ERROR_MEAN_UNWEIGHTED, errorUnweighted.meanX());
        set(ParitySum.W_ERROR, error.weight());
        set(ParitySum.ERROR_MEAN, error.meanX());
        set(ParitySum.ERROR_SPREAD, error.xx());
        set(ParitySum.ERROR_SIZE, error.meanY());
        set(ParitySum.N_ANOMALY, anomaliesUnweighted.weight());
        set(ParitySum.FORECAST_SPREAD_UNWEIGHTED, anomaliesUnweighted.xx());
        set(ParitySum.TRUTH_SPREAD_UNWEIGHTED, anomaliesUnweighted.yy());
        set(ParitySum.W_ANOMALY, anomalies.weight());
        set(ParitySum.FORECAST_SPREAD, anomalies.xx());
        set(ParitySum.TRUTH_SPREAD, anomalies.yy());
        set(ParitySum.ANOMALY_PRODUCT, anomalies.xy());
        if (withReference()) {
            set(ParitySum.W_COPY, pattern.weight());
            set(ParitySum.FORECAST_PATTERN, pattern.xx());
            set(ParitySum.REFERENCE_PATTERN, pattern.yy());
            set(ParitySum.PATTERN_PRODUCT, pattern.xy());
        }
        return ParitySums.ofArray(totals);
    }

    private boolean withReference() {
        return totals.length == ParitySum.WITH_REFERENCE;
    }

    private void add(ParitySum sum, double value) {
        totals[sum.ordinal()] += value;
    }

    private void set(ParitySum sum, double value) {
        totals[sum.ordinal()] = value;
    }
}
