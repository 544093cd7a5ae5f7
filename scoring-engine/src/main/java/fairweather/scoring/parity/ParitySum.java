package fairweather.scoring.parity;

import java.util.Locale;

/**
 * What is stored of a component in mode parity, in this order; every parity metric follows from these numbers alone.
 * The mask of a sum is where the fields that it names are there, after units and gaps have been seen to; Σw is the
 * weighted sum, Σ the plain one.
 */
public enum ParitySum {
    /** Points of the grid. */
    N_ALL,
    /** Σw of the grid: the denominator of bias and MAE, whatever is missing. */
    W_ALL,
    /** Points of t. */
    N_TRUTH,
    /** Σ t. */
    TRUTH,
    /** Points of f, before units and gaps are seen to. */
    N_FORECAST,
    /** Σ f, likewise. */
    FORECAST,
    /** The least f, in the unit that is scored; {@link Double#MAX_VALUE} if there is none. */
    FORECAST_LEAST,
    /** Points where f is infinite and no gap is filled: there is no metric of such a forecast. */
    N_INFINITE,
    /** Points where both f and t are there, before gaps are seen to. */
    N_PRESENT,
    /** 1 if the forecast was converted to another unit, else 0. */
    CONVERTED,
    /** Points of (f, t). */
    N_ERROR,
    /** The plain mean of d: the bias that is removed. */
    ERROR_MEAN_UNWEIGHTED,
    /** Σw of (f, t). */
    W_ERROR,
    /** The weighted mean of d. */
    ERROR_MEAN,
    /** Σw (d - ERROR_MEAN)². */
    ERROR_SPREAD,
    /** The weighted mean of |d|. */
    ERROR_SIZE,
    /** Σw of (t, c). */
    W_CLIMATOLOGY,
    /** Σw o². */
    CLIMATOLOGY_ERROR,
    /** Points of (f, t, c). */
    N_ANOMALY,
    /** Σ (a - mean a)², both unweighted: the guard against an anomaly that is constant. */
    FORECAST_SPREAD_UNWEIGHTED,
    /** Σ (o - mean o)², both unweighted. */
    TRUTH_SPREAD_UNWEIGHTED,
    /** Σw of (f, t, c). */
    W_ANOMALY,
    /** Σw (a - ā)². */
    FORECAST_SPREAD,
    /** Σw (o - ō)². */
    TRUTH_SPREAD,
    /** Σw (a - ā)(o - ō). */
    ANOMALY_PRODUCT,
    /** From here on only with a reference forecast. Σw of (t, r). */
    W_REFERENCE,
    /** Σw (r - t)². */
    REFERENCE_ERROR,
    /** Σw of (f, r). */
    W_COPY,
    /** Σw (f - r)². */
    COPY_ERROR,
    /** Σw (f - mean f)² of the raw fields. */
    FORECAST_PATTERN,
    /** Σw (r - mean r)². */
    REFERENCE_PATTERN,
    /** Σw (f - mean f)(r - mean r). */
    PATTERN_PRODUCT;

    /** How many there are without a reference forecast. */
    public static final int WITHOUT_REFERENCE = W_REFERENCE.ordinal();

    /** How many there are with one. */
    public static final int WITH_REFERENCE = values().length;

    /** The name in documents, for example {@code w_all}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
