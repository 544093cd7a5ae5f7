package fairweather.scoring.diagnosis;

/**
 * How near two forecasts of one component are, by their {@link Sketch sketches}: the mean square distance of the fields
 * against the sum of what each is from the truth, or from climatology, whichever is less. About 1 for forecasts whose
 * errors have nothing to do with one another, 0 for equal fields, never above {@value #FARTHEST}; the same for pascals
 * and kelvins, for good forecasts and for forecasts that are as smooth as climatology.
 */
public final class Resemblance {
    /**
     * Below this two fields are near-duplicates: noise of less than about 2 % of a forecast's error lies between them. The
     * nearest pair of real forecasts in the tests that are no copies, a damped forecast of which hardly anything is left and
     * the mean that it is damped towards, is at 0.0007.
     */
    public static final double NEAR_DUPLICATE = 0.0002;

    /**
     * Forecasts of {@value #MANY_FIELDS} fields or more are near-duplicates if their mean distance is below this: noise of
     * up to 14 % of the error on every field. A single field may come so near by itself, not the mean of many.
     */
    public static final double ALIKE_THROUGHOUT = 0.01;

    static final int MANY_FIELDS = 8;

    static final double FARTHEST = 2;

    private Resemblance() {}

    /** From 0 to {@value #FARTHEST}; of sketches against one truth. */
    public static double distance(float[] one, float[] other) {
        double square = meanSquare(one, other);
        if (square == 0) {
            return 0;
        }
        double errors = (double) one[Sketch.MSE] + other[Sketch.MSE];
        double anomalies = (double) one[Sketch.MEAN_SQUARE_ANOMALY] + other[Sketch.MEAN_SQUARE_ANOMALY];
        return Math.min(FARTHEST, square / Math.min(errors, anomalies));
    }

    /** The estimated mean square distance of the fields, in the square of their unit. */
    public static double meanSquare(float[] one, float[] other) {
        if (one.length != Sketch.LENGTH || other.length != Sketch.LENGTH) {
            throw new IllegalArgumentException("a sketch has " + Sketch.LENGTH + " numbers");
        }
        double square = 0;
        for (int i = Sketch.FIRST_PROJECTION; i < Sketch.LENGTH; i++) {
            double difference = (double) one[i] - other[i];
            square += difference * difference;
        }
        return square;
    }
}
