package fairweather.proof.replay;

/**
 * One column in which the tables and the replay disagree.
 *
 * @param row which row, in words
 * @param stored what the tables say; null if the row is not there
 * @param replayed what the replay says; null if the row is not there
 */
public record Difference(String table, String row, String column, String stored, String replayed) {
    private static final int SHOWN = 200;

    @Override
    public String toString() {
        if (stored == null) {
            return table + ", " + row + ": the replay has it, the table does not";
        }
        if (replayed == null) {
            return table + ", " + row + ": the table has it, the replay does not";
        }
        return table + ", " + row + ": " + column + " is " + shown(stored) + ", the replay gives " + shown(replayed);
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
