package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.Grid;
import java.util.Arrays;
import java.util.Comparator;

/**
 * How the rows and columns of a store come into canonical orientation: north to south, longitudes from 0 to below 360.
 * Values are only moved.
 */
final class Orientation {
    private final Grid grid;
    private final int[] rows;
    private final int[] columns;

    private Orientation(Grid grid, int[] rows, int[] columns) {
        this.grid = grid;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * @param latitudes strictly monotonic
     * @param longitudes ascending, from wherever they begin
     * @throws FailureException if they make no grid
     */
    static Orientation of(double[] latitudes, double[] longitudes) {
        int[] rows = new int[latitudes.length];
        boolean ascending = latitudes.length > 1 && latitudes[0] < latitudes[latitudes.length - 1];
        Arrays.setAll(rows, i -> ascending ? latitudes.length - 1 - i : i);

        double[] around = Arrays.stream(longitudes).map(Orientation::fromZero).toArray();
        int[] columns = columns(longitudes, around);
        Grid grid = new Grid(
                Arrays.stream(rows).mapToDouble(i -> latitudes[i]).toArray(),
                Arrays.stream(columns).mapToDouble(i -> around[i]).toArray());
        return new Orientation(grid, rows, columns);
    }

    private static double fromZero(double longitude) {
        if (!(longitude >= -360 && longitude <= 720)) {
            throw new FailureException(Code.CONTENT_LAYOUT, "a longitude of the store is none");
        }
        double around = longitude % 360;
        // Adding zero makes 0 of -0.
        return around < 0 ? around + 360 : around + 0.0;
    }

    private static int[] columns(double[] longitudes, double[] around) {
        for (int j = 1; j < longitudes.length; j++) {
            if (!(longitudes[j] > longitudes[j - 1])) {
                throw new FailureException(Code.CONTENT_LAYOUT, "the longitudes of the store do not ascend");
            }
        }
        Integer[] order = new Integer[longitudes.length];
        Arrays.setAll(order, j -> j);
        Arrays.sort(order, Comparator.comparingDouble(j -> around[j]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    Grid grid() {
        return grid;
    }

    /** Takes some values of a row. */
    interface Copy {
        /**
         * @param row in the store
         * @param column the first in the store
         * @param to index of the first in the canonical field
         */
        void copy(int row, int column, int to, int count);
    }

    /** Goes through the canonical field in runs of columns that follow each other in the store too. */
    void forEachRun(Copy copy) {
        for (int i = 0; i < rows.length; i++) {
            int j = 0;
            while (j < columns.length) {
                int count = 1;
                while (j + count < columns.length && columns[j + count] == columns[j] + count) {
                    count++;
                }
                copy.copy(rows[i], columns[j], i * columns.length + j, count);
                j += count;
            }
        }
    }
}
