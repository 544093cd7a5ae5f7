package fairweather.scoring.rig;

import fairweather.reference.Readiness;
import fairweather.reference.directory.DirectorySource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The demonstration's winds, read without scoring, and sums over them by plain loops. */
public final class Archive {
    public static final Path DIRECTORY = Path.of("..", "demo", "data");
    public static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    public static final int ROWS = 181;
    public static final int COLUMNS = 360;

    private static final DirectorySource SOURCE = DirectorySource.open(DIRECTORY);
    private static final Map<String, float[]> READ = new HashMap<>();

    private Archive() {}

    public static synchronized float[] analysis(String variable, int leadHours) {
        return READ.computeIfAbsent(
                variable + leadHours,
                key -> values(SOURCE.analysis(variable, null, START.plus(Duration.ofHours(leadHours)))));
    }

    public static synchronized float[] climatology(String variable) {
        return READ.computeIfAbsent(variable, key -> values(SOURCE.climatology(variable, null, START)));
    }

    /** The field that stands in for the GFS forecast of lead 12 h. */
    public static synchronized float[] reference(String variable) {
        return READ.computeIfAbsent(variable + "r", key -> values(SOURCE.forecast(variable, null, START, 3)));
    }

    private static float[] values(Readiness readiness) {
        return ((Readiness.Ready) readiness).field().values();
    }

    /** The cosine-weighted mean of (x - y)². */
    public static double meanSquare(float[] x, float[] y) {
        return weighted((i) -> ((double) x[i] - y[i]) * ((double) x[i] - y[i]));
    }

    /** The centred correlation of the anomalies of x and y from c. */
    public static double correlation(float[] x, float[] y, float[] c) {
        double meanX = weighted(i -> (double) x[i] - c[i]);
        double meanY = weighted(i -> (double) y[i] - c[i]);
        double product = weighted(i -> ((double) x[i] - c[i] - meanX) * ((double) y[i] - c[i] - meanY));
        double squareX = weighted(i -> StrictMath.pow((double) x[i] - c[i] - meanX, 2));
        double squareY = weighted(i -> StrictMath.pow((double) y[i] - c[i] - meanY, 2));
        return product / Math.sqrt(squareX * squareY);
    }

    /** A number at each point. */
    private interface Points {
        double at(int index);
    }

    private static double weighted(Points points) {
        double sum = 0;
        double weights = 0;
        for (int row = 1; row < ROWS - 1; row++) {
            double weight = Math.cos(Math.toRadians(90 - row));
            for (int column = 0; column < COLUMNS; column++) {
                sum += weight * points.at(row * COLUMNS + column);
                weights += weight;
            }
        }
        return sum / weights;
    }
}
