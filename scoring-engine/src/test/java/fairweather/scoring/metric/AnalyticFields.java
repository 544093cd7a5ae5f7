package fairweather.scoring.metric;

/**
 * The fields of the conformance numbers, in float64 or rounded to float32, latitudes 90 - 180 i/(n - 1), longitudes
 * p = 2π j/m: c = 280 + 5 cos φ, t = c + 10 cos φ sin p + 2 sin φ, f = t + 0.5 + 0.3 cos 3p + 0.4 sin² φ,
 * r = t - 0.8 cos 2p.
 */
public record AnalyticFields(double[] latitudes, int columns, double[] f, double[] t, double[] c, double[] r) {

    public static AnalyticFields of(int rows, int columns) {
        double[] latitudes = new double[rows];
        double[] f = new double[rows * columns];
        double[] t = new double[rows * columns];
        double[] c = new double[rows * columns];
        double[] r = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            latitudes[i] = 90 - 180.0 * i / (rows - 1);
            double phi = latitudes[i] * (Math.PI / 180);
            double sine = StrictMath.sin(phi);
            for (int j = 0; j < columns; j++) {
                int k = i * columns + j;
                double p = 2 * Math.PI * j / columns;
                c[k] = 280 + 5 * StrictMath.cos(phi);
                t[k] = c[k] + 10 * StrictMath.cos(phi) * StrictMath.sin(p) + 2 * sine;
                f[k] = t[k] + 0.5 + 0.3 * StrictMath.cos(3 * p) + 0.4 * (sine * sine);
                r[k] = t[k] - 0.8 * StrictMath.cos(2 * p);
            }
        }
        return new AnalyticFields(latitudes, columns, f, t, c, r);
    }

    public AnalyticFields inFloat32() {
        return new AnalyticFields(latitudes, columns, rounded(f), rounded(t), rounded(c), rounded(r));
    }

    public AnalyticFields with(double[] forecast) {
        return new AnalyticFields(latitudes, columns, forecast, t, c, r);
    }

    public AnalyticFields withMissing(int row, int column) {
        double[] forecast = f.clone();
        forecast[row * columns + column] = Double.NaN;
        return with(forecast);
    }

    public Kernel kernel(WeightRule rule) {
        return new Kernel(latitudes, columns, rule);
    }

    public PartialSums sums(WeightRule rule) {
        return kernel(rule).sums(new Comparison(Rows.of(f), standard()));
    }

    /** What does not depend on the forecast. */
    public TruthSums truth(WeightRule rule) {
        return kernel(rule).truth(standard());
    }

    private Standard standard() {
        return new Standard(Rows.of(t), Rows.of(c), Rows.of(r), null);
    }

    private static double[] rounded(double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
