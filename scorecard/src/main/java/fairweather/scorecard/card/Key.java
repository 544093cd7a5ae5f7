package fairweather.scorecard.card;

/**
 * A variable at a level.
 *
 * @param level hPa, or null
 */
public record Key(String variable, Integer level) {
    /** For sentences, for example {@code z at 500 hPa}. */
    @Override
    public String toString() {
        return level == null ? variable : variable + " at " + level + " hPa";
    }
}
