package fairweather.scoring.parity;

/**
 * What one row of a comparison adds, without its weight.
 *
 * @param truths points with a truth, {@code truth} their sum
 * @param forecasts points with a finite forecast, {@code forecast} their sum, {@code least} their least value
 * @param infinite points with an infinite forecast that is not filled
 * @param present points with a finite forecast and a truth
 * @param climatologies points with truth and climatology, {@code climatologyError} Σ o²
 * @param references points with truth and reference, {@code referenceError} Σ (r - t)²
 * @param copyError Σ (f - r)²
 * @param error d and |d|, {@code anomalies} a and o, {@code pattern} f and r
 */
record RowResult(
        int truths,
        double truth,
        int forecasts,
        double forecast,
        double least,
        int infinite,
        int present,
        int climatologies,
        double climatologyError,
        int references,
        double referenceError,
        double copyError,
        RowMoments error,
        RowMoments anomalies,
        RowMoments pattern) {}
