package fairweather.scoring.metric;

/**
 * One pass over the fields of a component yields all its partial sums. A kernel belongs to a grid and a weight rule; it
 * is immutable and safe for use by several threads.
 */
public final class Kernel {
    private final WeightRule rule;
    private final double[] weights;
    private final Region[] regions;
    private final int columns;

    /**
     * @param latitudes degrees, from north to south; at least two
     * @param columns points of a row
     */
    public Kernel(double[] latitudes, int columns, WeightRule rule) {
        if (latitudes.length < 2 || columns < 1) {
            throw new IllegalArgumentException("a grid has at least two rows and one column");
        }
        for (int i = 1; i < latitudes.length; i++) {
            if (!(latitudes[i] < latitudes[i - 1])) {
                throw new IllegalArgumentException("latitudes must descend strictly");
            }
        }
        this.rule = rule;
        this.columns = columns;
        this.weights = rule.weights(latitudes);
        this.regions = new Region[latitudes.length];
        for (int i = 0; i < latitudes.length; i++) {
            regions[i] = Region.of(latitudes[i]);
        }
    }

    public WeightRule rule() {
        return rule;
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

    Region region(int row) {
        return regions[row];
    }

    /** What no forecast changes: once per component, for all its forecasts. */
    public TruthSums truth(Standard standard) {
        boolean reference = standard.hasReference();
        double[][] bands = new double[Region.values().length][reference ? Sum.WITH_REFERENCE : Sum.WITHOUT_REFERENCE];
        TruthRow sums = new TruthRow();
        for (int i = 0; i < weights.length; i++) {
            Row row = Row.ofThisThread(columns);
            row.read(standard, i);
            sums.add(row, reference, weights[i], bands[regions[i].ordinal()]);
        }
        return TruthSums.ofBands(bands);
    }

    /** Begins to sum one forecast. */
    public Tally tally(Standard standard, TruthSums truth) {
        return tally(standard, truth, RowArithmetic.CHOSEN);
    }

    Tally tally(Standard standard, TruthSums truth, RowArithmetic arithmetic) {
        return new Tally(this, standard, truth, arithmetic);
    }

    /** All sums of a whole field. */
    public PartialSums sums(Comparison fields) {
        return sums(fields, RowArithmetic.CHOSEN);
    }

    PartialSums sums(Comparison fields, RowArithmetic arithmetic) {
        Tally tally = tally(fields.standard(), truth(fields.standard()), arithmetic);
        tally.all(fields.forecast());
        return tally.sums();
    }
}
