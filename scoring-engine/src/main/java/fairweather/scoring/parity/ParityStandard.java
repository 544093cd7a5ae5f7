package fairweather.scoring.parity;

import fairweather.scoring.metric.Rows;
import java.util.Objects;
import java.util.Optional;

/**
 * What a forecast of one component is compared with, on one grid, in one unit, at one valid time. A value that is not
 * finite is missing.
 *
 * @param level pressure in hPa, or null for a surface field
 * @param reference the reference forecast, or null; only Day 1 makes use of one
 */
public record ParityStandard(
        ParityStage stage, String variable, Integer level, Rows truth, Rows climatology, Rows reference) {
    public ParityStandard {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(climatology, "climatology");
        reference = stage.usesReference() ? reference : null;
    }

    boolean hasReference() {
        return reference != null;
    }

    Gaps gaps() {
        return stage.gaps(level);
    }

    Optional<UnitGuess> guess() {
        return stage.guess(variable);
    }
}
