package fairweather.score;

/**
 * The blend of a response's stages into its overall score: {@code (0.95 · era5 + 0.05 · passed) / (0.95 + 0.05)}, from
 * 0 to 1. Scoring decides who passed Day 1, the fold blends: the numbers are named here once.
 */
public final class OverallScore {
    /** The Day-1 score from which Day 1 is passed. */
    public static final double DAY1_PASS = 0.1;

    private static final double ERA5_WEIGHT = 0.95;
    private static final double DAY1_WEIGHT = 0.05;

    private OverallScore() {}

    /** @param day1 null if it was not scored, which does not pass */
    public static boolean passed(Double day1) {
        return day1 != null && day1 >= DAY1_PASS;
    }

    /**
     * From whatever is known now.
     *
     * @param era5Combined the average over the configured leads; null while none is decided, which counts as 0
     */
    public static double of(Double era5Combined, boolean day1Passed) {
        double era5 = era5Combined == null ? 0 : era5Combined;
        double blend = ERA5_WEIGHT * era5 + DAY1_WEIGHT * (day1Passed ? 1 : 0);
        return Math.clamp(blend / (ERA5_WEIGHT + DAY1_WEIGHT), 0, 1);
    }
}
