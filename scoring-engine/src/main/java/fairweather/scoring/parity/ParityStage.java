package fairweather.scoring.parity;

import java.util.Optional;

/** What the two stages do differently to a forecast before it is compared. */
public enum ParityStage {
    /** Against the GFS analysis and the GFS forecast: units are guessed, gaps are dropped. */
    DAY1,
    /** Against ERA5, without a reference forecast: gaps of surface fields are filled, those of levels are dropped. */
    ERA5;

    /** @param level pressure in hPa, or null for a surface field */
    Gaps gaps(Integer level) {
        return this == ERA5 && level == null ? Gaps.FILLED : Gaps.DROPPED;
    }

    Optional<UnitGuess> guess(String variable) {
        return this == DAY1 ? UnitGuess.of(variable) : Optional.empty();
    }

    boolean usesReference() {
        return this == DAY1;
    }
}
