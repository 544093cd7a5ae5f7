package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.Rows;

/**
 * A forecast's error in {@value #PROJECTIONS} numbers, each a sum of the weighted errors of many points with signs that
 * the truth's sha256 chooses. It is linear: of two forecasts against one truth the difference of the sketches is the
 * sketch of the difference of the fields, and its square is, give or take a quarter, the weighted mean square distance of
 * the fields. Fields that are equal have equal sketches.
 *
 * <p>The numbers of a sketch, as they are stored: the mean square error, the mean square anomaly (both on the sample),
 * then the projections.
 */
public final class Sketch {
    static final int PROJECTIONS = 32;
    static final int MSE = 0;
    static final int MEAN_SQUARE_ANOMALY = 1;
    static final int FIRST_PROJECTION = 2;

    /** How many numbers a sketch has. */
    public static final int LENGTH = FIRST_PROJECTION + PROJECTIONS;

    /** Apart from the numbers that choose the points. */
    private static final long FIRST_NUMBER = 1L << 40;

    private Sketch() {}

    /**
     * @return {@link #LENGTH} finite numbers, or null if truth and climatology leave no point
     */
    static float[] of(FieldSample forecast, Background background, Seed seed) {
        SamplePoints points = forecast.points();
        double[] weights = background.rule().weights(background.latitudes());
        double[] sums = new double[LENGTH];
        double[] truth = new double[points.columns()];
        double[] climatology = new double[points.columns()];
        double all = 0;
        for (int band = 0; band < points.bands(); band++) {
            double weight = weights[points.rowOfBand(band)];
            read(background.truth(), points, band, truth);
            read(background.climatology(), points, band, climatology);
            for (int point = points.firstOfBand(band); point < points.firstOfBand(band + 1); point++) {
                double t = truth[points.column(point)];
                double c = climatology[points.column(point)];
                if (Double.isFinite(t) && Double.isFinite(c)) {
                    double f = Double.isFinite(forecast.value(point)) ? forecast.value(point) : c;
                    all += weight;
                    sums[MSE] += weight * (f - t) * (f - t);
                    sums[MEAN_SQUARE_ANOMALY] += weight * (f - c) * (f - c);
                    long chosen = seed.number(FIRST_NUMBER + point);
                    double signed = chosen < 0 ? t - f : f - t;
                    sums[FIRST_PROJECTION + (int) (chosen & PROJECTIONS - 1)] += Math.sqrt(weight) * signed;
                }
            }
        }
        return all > 0 ? scaled(sums, all) : null;
    }

    private static void read(Rows field, SamplePoints points, int band, double[] into) {
        field.read(points.rowOfBand(band), into);
    }

    private static float[] scaled(double[] sums, double all) {
        float[] sketch = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double scale = i < FIRST_PROJECTION ? all : Math.sqrt(all);
            sketch[i] = (float) (sums[i] / scale);
            if (!Float.isFinite(sketch[i])) {
                return null;
            }
        }
        return sketch;
    }
}
