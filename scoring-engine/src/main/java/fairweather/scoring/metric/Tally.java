package fairweather.scoring.metric;

/**
 * Sums one forecast of one component while its rows arrive. Rows may come in any order and from several threads; the
 * result is the same to the last bit, since every row is summed by itself and the rows are added from north to south.
 */
public final class Tally implements RowVisitor {
    private final Kernel kernel;
    private final Standard standard;
    private final TruthSums truth;
    private final RowArithmetic arithmetic;
    private final double[] results;

    Tally(Kernel kernel, Standard standard, TruthSums truth, RowArithmetic arithmetic) {
        if (truth.hasReference() != standard.hasReference()) {
            throw new IllegalArgumentException("the truth's sums are those of another standard");
        }
        this.kernel = kernel;
        this.standard = standard;
        this.truth = truth;
        this.arithmetic = arithmetic;
        this.results = new double[kernel.rows() * RowResult.LENGTH];
    }

    @Override
    public void row(int i, float[] values) {
        sum(values, 0, i);
    }

    /** All rows of a forecast at once, float32 or not. */
    public void all(Rows forecast) {
        float[] values = new float[kernel.columns()];
        for (int i = 0; i < kernel.rows(); i++) {
            if (forecast instanceof SingleRows single && single.array() != null) {
                sum(single.array(), i * kernel.columns(), i);
            } else if (forecast.single()) {
                forecast.read(i, values);
                sum(values, 0, i);
            } else {
                Row row = Row.ofThisThread(kernel.columns());
                forecast.read(i, row.f());
                sumDoubles(row, i);
            }
        }
    }

    private void sum(float[] forecast, int from, int i) {
        if (standard.single()) {
            arithmetic.sum(forecast, from, standard, i, kernel.columns(), results, i * RowResult.LENGTH);
        } else {
            Row row = Row.ofThisThread(kernel.columns());
            row.forecast(forecast, from);
            sumDoubles(row, i);
        }
    }

    private void sumDoubles(Row row, int i) {
        row.read(standard, i);
        ScalarRows.sum(row, standard, results, i * RowResult.LENGTH);
    }

    /** The sums, once every row was seen. */
    public PartialSums sums() {
        Region[] regions = Region.values();
        BandSums[] bands = new BandSums[regions.length];
        for (Region region : regions) {
            bands[region.ordinal()] = band(region);
        }
        return new PartialSums(bands[0], bands[1], bands[2]);
    }

    private BandSums band(Region region) {
        double[] band = truth.band(region);
        band[Sum.F_MIN.ordinal()] = Double.MAX_VALUE;
        band[Sum.F_MAX.ordinal()] = -Double.MAX_VALUE;
        for (int i = 0; i < kernel.rows(); i++) {
            if (kernel.region(i) == region) {
                add(i * RowResult.LENGTH, kernel.weight(i), band);
            }
        }
        return new BandSums(band);
    }

    private void add(int row, double weight, double[] band) {
        boolean reference = standard.hasReference();
        double gaps = results[row + RowResult.GAPS];
        band[Sum.N_GAP.ordinal()] += gaps;
        band[Sum.W_GAP.ordinal()] += weight * gaps;
        band[Sum.D_UNWEIGHTED.ordinal()] += results[row + RowResult.D];
        band[Sum.F_MIN.ordinal()] = Math.min(band[Sum.F_MIN.ordinal()], results[row + RowResult.LEAST]);
        band[Sum.F_MAX.ordinal()] = Math.max(band[Sum.F_MAX.ordinal()], results[row + RowResult.MOST]);
        for (int i = 0; i < (reference ? RowResult.SUMS_WITH_REFERENCE : RowResult.SUMS); i++) {
            band[RowResult.NAMES[i].ordinal()] += weight * results[row + i];
        }
        if (reference) {
            band[Sum.N_EQUAL.ordinal()] += results[row + RowResult.EQUAL];
            band[Sum.W_OUT.ordinal()] += weight * results[row + RowResult.OUTSIDE];
        }
    }
}
