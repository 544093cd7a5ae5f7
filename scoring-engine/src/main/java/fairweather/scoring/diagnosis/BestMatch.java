package fairweather.scoring.diagnosis;

import fairweather.scoring.diagnosis.Candidate.View;
import java.util.ArrayList;
import java.util.List;

/**
 * What a field resembles far more than the truth that it is for: a misread axis, unit or time. It names a lie under right
 * metadata, and changes no score.
 *
 * @param name how the field differs from what its metadata say, for example {@code latitude_flipped}
 * @param gain the share of the mean square error, on the sample, that is gone if the field is read so
 */
public record BestMatch(String name, double gain) {
    /**
     * A match that gains less is not named. Of honest forecasts, persistence comes nearest: half way to its start it
     * gains up to three quarters.
     */
    public static final double LEAST_GAIN = 0.8;

    /** The best of the candidates, or null if the field is best as it is declared, or none tells enough. */
    static BestMatch of(FieldSample forecast, Background background) {
        List<Candidate> candidates = Candidate.of(background);
        double[] errors = errors(forecast, background, candidates);
        int best = 0;
        for (int i = 1; i < candidates.size(); i++) {
            best = errors[i] < errors[best] ? i : best;
        }
        double gain = 1 - errors[best] / errors[0];
        double climatology = errors[candidates.size()];
        // Noise of any amplitude gains by being divided: a match that says less than climatology says nothing.
        boolean tells = best > 0 && gain >= LEAST_GAIN && errors[best] < climatology;
        return tells ? new BestMatch(candidates.get(best).name(), gain) : null;
    }

    /** The mean square error of each candidate, then that of climatology; infinite without a point. */
    private static double[] errors(FieldSample forecast, Background background, List<Candidate> candidates) {
        SamplePoints points = forecast.points();
        double[] weights = background.rule().weights(background.latitudes());
        List<View> views = new ArrayList<>(
                candidates.stream().map(Candidate::view).distinct().toList());
        View climatology = new View(background.climatology(), false);
        views.add(climatology);
        double[][] rows = new double[views.size()][points.columns()];
        double[] truth = rows[0];
        int[] viewOf =
                candidates.stream().mapToInt(each -> views.indexOf(each.view())).toArray();
        double[] sums = new double[candidates.size() + 1];
        double[] seen = new double[candidates.size() + 1];
        for (int band = 0; band < points.bands(); band++) {
            int row = points.rowOfBand(band);
            for (int view = 0; view < rows.length; view++) {
                views.get(view).read(row, points.rows(), rows[view]);
            }
            for (int point = points.firstOfBand(band); point < points.firstOfBand(band + 1); point++) {
                int j = points.column(point);
                double f = forecast.value(point);
                if (Double.isFinite(f) && Double.isFinite(truth[j])) {
                    for (int i = 0; i < viewOf.length; i++) {
                        Candidate each = candidates.get(i);
                        double other = rows[viewOf[i]][each.column().applyAsInt(j)];
                        add(sums, seen, i, weights[row], each.factor() * f + each.offset() - other);
                    }
                    add(sums, seen, viewOf.length, weights[row], rows[rows.length - 1][j] - truth[j]);
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = seen[i] > 0 ? sums[i] / seen[i] : Double.POSITIVE_INFINITY;
        }
        return sums;
    }

    private static void add(double[] sums, double[] seen, int i, double weight, double difference) {
        if (Double.isFinite(difference)) {
            sums[i] += weight * difference * difference;
            seen[i] += weight;
        }
    }
}
