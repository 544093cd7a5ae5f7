package fairweather.scoring.parity;

import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.WeightRule;

/**
 * One pass over the fields of a component yields its parity sums. A kernel belongs to a stage, a grid and a weight rule;
 * it is immutable and safe for use by several threads.
 */
public final class ParityKernel {
    private final ParityStage stage;
    private final double[] weights;
    private final int columns;

    /**
     * @param latitudes degrees, from north to south; at least two
     * @param columns points of a row
     */
    public ParityKernel(ParityStage stage, double[] latitudes, int columns, WeightRule rule) {
        if (latitudes.length < 2 || columns < 1) {
            throw new IllegalArgumentException("a grid has at least two rows and one column");
        }
        this.stage = stage;
        this.weights = rule.weights(latitudes);
        this.columns = columns;
    }

    public ParityStage stage() {
        return stage;
    }

    /**
     * Begins to sum one forecast.
     *
     * @param level pressure in hPa, or null for a surface field
     * @param standard whose reference forecast is made use of by Day 1 alone, and whose bounds by nothing
     */
    public ParityTally tally(String variable, Integer level, Standard standard) {
        return new ParityTally(this, stage.gaps(level), stage.guess(variable).orElse(null), standard);
    }

    /** All sums of a whole field. */
    public ParitySums sums(String variable, Integer level, Comparison fields) {
        ParityTally tally = tally(variable, level, fields.standard());
        double[] row = new double[columns];
        for (int i = 0; i < weights.length; i++) {
            fields.forecast().read(i, row);
            tally.row(i, row);
        }
        return tally.sums();
    }

    int rows() {
        return weights.length;
    }

    int columns() {
        return columns;
    }

    double weight(int row) {
        return weights[row];
    }
}
