package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.score.VariableLimits;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Something about a field that changes no score and that whoever reads the score should know. */
public enum Flag {
    /** The anomalies are so large that the field is not weather: Σa² is more than 100 times the truth's. */
    GROSS_ERROR,
    /** In its first day a forecast varies as much as the weather: half to twice as much. */
    AMPLITUDE,
    /** Specific humidity below 0. */
    NEGATIVE_HUMIDITY,
    /** Some of the field is missing and was filled with climatology. */
    GAPS,
    /** A Day-1 field that is nearer to the truth than any forecast is: the analysis itself, perhaps. */
    TRUTH_COPY;

    static final double GROSS = 100;
    static final double LEAST_ACTIVITY = 0.5;
    static final double MOST_ACTIVITY = 2;
    static final int FIRST_DAY_HOURS = 24;

    /** The stored word, for example {@code gross_error}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param level pressure in hPa, or null
     * @param global the sums of the whole field
     * @param day1 whether the truth is the one of Day 1
     */
    public static Set<Flag> of(
            String variable, Integer level, int leadHours, boolean day1, BandSums global, Diagnosis diagnosis) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        Metrics metrics = Metrics.of(global);
        if (global.get(Sum.AA) > GROSS * global.get(Sum.OO)) {
            flags.add(GROSS_ERROR);
        }
        double activity = metrics.get(MetricName.ACTIVITY_RATIO).orElse(1);
        if (leadHours <= FIRST_DAY_HOURS && (activity < LEAST_ACTIVITY || activity > MOST_ACTIVITY)) {
            flags.add(AMPLITUDE);
        }
        if (variable.equals("q") && diagnosis.negatives() > 0) {
            flags.add(NEGATIVE_HUMIDITY);
        }
        if (metrics.get(MetricName.COVERAGE).orElse(1) < 1) {
            flags.add(GAPS);
        }
        Optional<Double> delta = VariableLimits.cloneDistance(variable, level);
        if (day1 && delta.isPresent() && metrics.get(MetricName.MSE).orElse(delta.get()) < delta.get()) {
            flags.add(TRUTH_COPY);
        }
        return flags;
    }
}
