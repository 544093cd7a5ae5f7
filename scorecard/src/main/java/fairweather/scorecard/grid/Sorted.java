package fairweather.scorecard.grid;

import fairweather.reference.Grid;
import fairweather.scorecard.data.Axes;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Axes in canonical order: latitudes descending, longitudes ascending from 0 to below 360, each point once.
 *
 * @param rows for each sorted latitude its place in the file
 * @param columns for each sorted longitude its place in the file
 * @param stride length of a row in the file
 */
public record Sorted(double[] latitudes, double[] longitudes, int[] rows, int[] columns, int stride) {
    /** Points are the same if no coordinate differs by more, degrees. */
    static final double TOLERANCE = 1e-4;

    /** A step so many times the least one is a gap. */
    static final double GAP = 1.5;

    private static final double TURN = 360;

    /** @throws Mismatch if these are no axes of a grid */
    public static Sorted of(Axes axes) {
        double[] latitudes = axes.latitudes();
        for (double latitude : latitudes) {
            if (!(Math.abs(latitude) <= 90 + TOLERANCE)) {
                throw new Mismatch("its latitudes are not all between -90 and 90");
            }
        }
        double[] longitudes = new double[axes.longitudes().length];
        for (int j = 0; j < longitudes.length; j++) {
            double longitude = axes.longitudes()[j];
            if (!(Math.abs(longitude) <= 2 * TURN)) {
                throw new Mismatch("its longitudes are not all between -720 and 720");
            }
            longitudes[j] = wrapped(longitude);
        }
        int[] rows = order(latitudes.length, Comparator.comparingDouble(i -> -latitudes[i]));
        int[] columns =
                withoutRepeats(longitudes, order(longitudes.length, Comparator.comparingDouble(j -> longitudes[j])));
        double[] sortedLatitudes = IntStream.of(rows)
                .mapToDouble(i -> Math.clamp(latitudes[i], -90, 90))
                .toArray();
        for (int i = 1; i < rows.length; i++) {
            if (!(sortedLatitudes[i] < sortedLatitudes[i - 1])) {
                throw new Mismatch("a latitude is there twice");
            }
        }
        return new Sorted(
                sortedLatitudes,
                IntStream.of(columns).mapToDouble(j -> longitudes[j]).toArray(),
                rows,
                columns,
                longitudes.length);
    }

    /** The grid that these axes are in canonical order. */
    public Grid grid() {
        return new Grid(latitudes, longitudes);
    }

    /** What two neighbouring longitudes are apart at most; more is a gap, as a region across Greenwich has one. */
    double widestStep() {
        return GAP
                * IntStream.range(1, longitudes.length)
                        .mapToDouble(j -> longitudes[j] - longitudes[j - 1])
                        .min()
                        .orElse(0);
    }

    /** Within rounding of 360 is 0: float32 axes from -180 to 180 and from 0 to 360 are the same. */
    private static double wrapped(double longitude) {
        double wrapped = longitude % TURN;
        wrapped = wrapped < 0 ? wrapped + TURN : wrapped;
        return wrapped > TURN - TOLERANCE ? 0 : wrapped;
    }

    /** Files are seen that repeat the first longitude as the last. */
    private static int[] withoutRepeats(double[] longitudes, int[] order) {
        return IntStream.range(0, order.length)
                .filter(j -> j == 0 || longitudes[order[j]] - longitudes[order[j - 1]] > TOLERANCE)
                .map(j -> order[j])
                .toArray();
    }

    private static int[] order(int count, Comparator<Integer> comparator) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
