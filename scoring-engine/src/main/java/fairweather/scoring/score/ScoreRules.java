package fairweather.scoring.score;

import fairweather.run.ScoringMode;

/** The numbers of score version 1, each named once. */
public final class ScoreRules {
    /** The word stored with every score made by these rules. */
    public static final String MODE = ScoringMode.STRICT.word();

    public static final int VERSION = 1;

    /** A component whose coverage, or a truth whose coverage, is below this share of area does not count. */
    public static final double LEAST_COVERAGE = 0.9985;

    /** Weights of the terms of a lead score. */
    public static final double LEAD_SKILL_WEIGHT = 0.6;

    public static final double LEAD_ACC_WEIGHT = 0.3;
    public static final double LEAD_RMSE_WEIGHT = 0.1;

    /** Weights of the terms of the Day-1 score. */
    public static final double DAY1_SKILL_WEIGHT = 0.6;

    public static final double DAY1_ACC_WEIGHT = 0.4;

    /** A Day-1 field fails if more than this share of its area is outside the documented bounds. */
    public static final double MOST_OUT_OF_BOUNDS = 0.001;

    /** A Day-1 field fails if its pattern correlation with the reference forecast is below this. */
    public static final double LEAST_PATTERN_CORRELATION = 0.3;

    /** γ: how much of the skill a perfect copy of the reference forecast loses. */
    public static final double CLONE_PENALTY = 1;

    /** A field closer to the reference than this share of Δ is a copy, whatever the penalty. */
    public static final double CLONE_SHARE = 0.5;

    /** What a Day-1 score with a copied field is at most. */
    public static final double MOST_FOR_CLONES = 0.05;

    private ScoreRules() {}

    static double clamp(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
