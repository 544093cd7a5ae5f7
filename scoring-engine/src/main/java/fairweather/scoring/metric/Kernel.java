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

    public PartialSums sums(Comparison fields) {
        boolean withReference = fields.reference() != null;
        RowSums row = new RowSums(withReference, fields.bounds());
        double[][] bands = new double[Region.values().length][];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = new double[withReference ? Sum.WITH_REFERENCE : Sum.WITHOUT_REFERENCE];
            bands[i][Sum.F_MIN.ordinal()] = Double.MAX_VALUE;
            bands[i][Sum.F_MAX.ordinal()] = -Double.MAX_VALUE;
        }
        double[] f = new double[columns];
        double[] t = new double[columns];
        double[] c = new double[columns];
        double[] r = new double[withReference ? columns : 0];
        for (int i = 0; i < weights.length; i++) {
            fields.forecast().read(i, f);
            fields.truth().read(i, t);
            fields.climatology().read(i, c);
            if (withReference) {
                fields.reference().read(i, r);
            }
            row.sum(f, t, c, r);
            row.addTo(bands[regions[i].ordinal()], weights[i], columns);
        }
        return new PartialSums(new BandSums(bands[0]), new BandSums(bands[1]), new BandSums(bands[2]));
    }
}
