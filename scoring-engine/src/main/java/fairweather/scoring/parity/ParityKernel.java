package fairweather.scoring.parity;

import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;

/**
 * One pass over the fields of a component yields its parity sums. A kernel belongs to a grid and a weight rule; it is
 * immutable and safe for use by several threads.
 */
public final class ParityKernel {
    private final double[] weights;
    private final int columns;

    /**
     * @param latitudes degrees, from north to south; at least two
     * @param columns points of a row
     */
    public ParityKernel(double[] latitudes, int columns, WeightRule rule) {
        if (latitudes.length < 2 || columns < 1) {
            throw new IllegalArgumentException("a grid has at least two rows and one column");
        }
        this.weights = rule.weights(latitudes);
        this.columns = columns;
    }

    /** Begins to sum one forecast. */
    public ParityTally tally(ParityStandard standard) {
        return new ParityTally(standard, weights, columns);
    }

    /** All sums of a whole field. */
    public ParitySums sums(Rows forecast, ParityStandard standard) {
        ParityTally tally = tally(standard);
        double[] row = new double[columns];
        for (int i = 0; i < weights.length; i++) {
            forecast.read(i, row);
            tally.row(i, row);
        }
        return tally.sums();
    }
}
