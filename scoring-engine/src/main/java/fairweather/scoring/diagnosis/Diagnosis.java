package fairweather.scoring.diagnosis;

/**
 * What was found out about one field beside its sums.
 *
 * @param match what the field resembles far more than its truth, or null
 * @param negatives how many of its values are below 0
 * @param sketch {@link Sketch#LENGTH} numbers, or null if there is nothing to make it from
 */
public record Diagnosis(BestMatch match, long negatives, float[] sketch) {
    public static final Diagnosis NOTHING = new Diagnosis(null, 0, null);
}
