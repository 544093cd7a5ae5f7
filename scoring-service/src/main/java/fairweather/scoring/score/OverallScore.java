package fairweather.scoring.score;

/** The overall forecast score of one response in one run. */
public final class OverallScore {
    /** The overall score of a response that ended failed through the miner. */
    public static final double FAILED = 0;

    private OverallScore() {}

    /**
     * From whatever is known now.
     *
     * @param era5Combined null while no lead is decided; counts as 0 then
     */
    public static double of(Double era5Combined, boolean day1Passed) {
        double era5 = era5Combined == null ? 0 : era5Combined;
        double weighted = ScoreRules.OVERALL_ERA5_WEIGHT * era5 + ScoreRules.OVERALL_DAY1_WEIGHT * (day1Passed ? 1 : 0);
        return ScoreRules.clamp(weighted / (ScoreRules.OVERALL_ERA5_WEIGHT + ScoreRules.OVERALL_DAY1_WEIGHT));
    }
}
