package fairweather.scoring.metric;

/**
 * Sees the rows of a forecast as they are decoded: each row exactly once, in any order, different rows possibly from
 * different threads at the same time. What it finds must not depend on that order.
 */
@FunctionalInterface
public interface RowVisitor {
    /**
     * @param row 0 is the northernmost
     * @param values float32 of one row, from 0 to below 360 degrees; NaN where the forecast has a gap. Only valid during
     *     the call
     */
    void row(int row, float[] values);
}
