package fairweather.scoring.score;

import fairweather.scoring.metric.Bounds;
import java.util.Objects;
import java.util.Optional;

/** What is known of a variable's range: the hard limits, and for Day 1 the documented bounds and the clone distance. */
public final class VariableLimits {
    private VariableLimits() {}

    /** A component with any finite value outside is absent. In SI units; the same for all levels. */
    public static Bounds hardLimits(String variable) {
        return switch (variable) {
            case "2t", "t" -> new Bounds(150, 350);
            case "msl" -> new Bounds(8e4, 1.15e5);
            case "10u", "10v", "u", "v", "100u", "100v" -> new Bounds(-200, 200);
            case "q" -> new Bounds(-0.001, 0.1);
            case "z" -> new Bounds(-1e4, 5e5);
            default -> new Bounds(-1e12, 1e12);
        };
    }

    /**
     * The documented bounds of a Day-1 field; empty if there are none.
     *
     * @param level pressure in hPa, or null
     */
    public static Optional<Bounds> documentedBounds(String variable, Integer level) {
        return Optional.ofNullable(
                switch (key(variable, level)) {
                    case "2t" -> new Bounds(180, 340);
                    case "msl" -> new Bounds(90000, 110000);
                    case "z500" -> new Bounds(45000, 60000);
                    case "t850" -> new Bounds(220, 320);
                    default -> null;
                });
    }

    /** Δ: the mean square distance from the reference forecast below which a Day-1 field loses skill. */
    public static Optional<Double> cloneDistance(String variable, Integer level) {
        return Optional.ofNullable(
                switch (key(variable, level)) {
                    case "2t" -> 0.0025;
                    case "msl" -> 400.0;
                    case "10u", "10v" -> 0.01;
                    case "z500" -> 100.0;
                    default -> null;
                });
    }

    private static String key(String variable, Integer level) {
        return variable + Objects.toString(level, "");
    }
}
