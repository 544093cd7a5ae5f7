package fairweather.scoring.metric;

import java.util.Locale;

/** The metrics that follow from partial sums. ā = a/w and so on; v_a = aa/w - ā², k = ao/w - āō. */
public enum MetricName {
    /** 1 - w_gap/w. */
    COVERAGE,
    /** w/w_all. */
    TRUTH_COVERAGE,
    /** d/w. */
    BIAS,
    /** Σd/n; for show. */
    BIAS_UNWEIGHTED,
    /** abs_d/w. */
    MAE,
    /** dd/w; the bias is never removed. */
    MSE,
    RMSE,
    /** oo/w. */
    MSE_CLIMATOLOGY,
    /** 1 - dd/oo. */
    SKILL_SCORE_CLIMATOLOGY,
    /** √(dd/oo). */
    RRMSE,
    /** The centred anomaly correlation k/√(v_a v_o): the one that scores. */
    ACC,
    /** ao/√(aa oo); for show. */
    ACC_UNCENTRED,
    /** √v_a. */
    ACTIVITY_FORECAST,
    /** √v_o. */
    ACTIVITY_TRUTH,
    /** √(v_a/v_o). */
    ACTIVITY_RATIO,
    /** mse - bias²; for show. */
    MSE_DEBIASED,
    /** hh/w. */
    MSE_REFERENCE,
    /** 1 - dd/hh. */
    SKILL_SCORE_GFS,
    /** gg/(w - w_gap). */
    CLONE_DISTANCE,
    /** w_out/(w - w_gap). */
    SHARE_OUT_OF_BOUNDS,
    /** n_equal/(n - n_gap). */
    EQUAL_SHARE,
    /** The centred correlation of the anomalies of forecast and reference. */
    PATTERN_CORRELATION,
    /** (oo - oe²/ee)/w: the error of the best c + αe in hindsight. */
    MSE_BEST_BLEND,
    /** 1 - mse/mse_best_blend. */
    ADDED_VALUE;

    /** The name in rows and documents, for example {@code skill_score_climatology}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
