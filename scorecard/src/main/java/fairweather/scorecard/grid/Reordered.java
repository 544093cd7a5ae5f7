package fairweather.scorecard.grid;

import fairweather.reference.Grid;
import fairweather.scoring.metric.Rows;
import java.util.stream.IntStream;

/**
 * Values that are only moved. The target may be a part of the source, as a regional truth is, but not a selection of its
 * points. A row at a pole that only the target has is the source's nearest row.
 */
final class Reordered implements Placement {
    private static final double POLE = 90;

    private final int[] rows;
    private final int[] columns;
    private final int stride;

    private Reordered(int[] rows, int[] columns, int stride) {
        this.rows = rows;
        this.columns = columns;
        this.stride = stride;
    }

    static Reordered of(Sorted source, Grid target) {
        return new Reordered(rows(source, target.latitudes()), columns(source, target.longitudes()), source.stride());
    }

    @Override
    public Rows rows(float[] values) {
        return (row, into) -> {
            int start = rows[row] * stride;
            for (int j = 0; j < into.length; j++) {
                into[j] = values[start + columns[j]];
            }
        };
    }

    @Override
    public boolean regridded() {
        return false;
    }

    private static int[] rows(Sorted source, double[] wanted) {
        double[] known = source.latitudes();
        int[] places = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            places[i] = nearest(known, wanted[i]);
            boolean found = places[i] >= 0;
            if (!found && i == 0 && wanted[i] > POLE - Sorted.TOLERANCE && wanted.length > 1) {
                places[i] = same(known[0], wanted[1]) ? 0 : -1;
            } else if (!found && i == wanted.length - 1 && wanted[i] < -POLE + Sorted.TOLERANCE && i > 0) {
                int last = known.length - 1;
                places[i] = same(known[last], wanted[i - 1]) ? last : -1;
            }
            if (places[i] < 0) {
                throw new Mismatch("it has no latitude " + wanted[i]);
            }
            if (i > 0 && places[i] > places[i - 1] + 1) {
                throw new Mismatch("its latitudes are closer");
            }
        }
        return IntStream.of(places).map(place -> source.rows()[place]).toArray();
    }

    private static int[] columns(Sorted source, double[] wanted) {
        double[] known = source.longitudes();
        double step = IntStream.range(1, wanted.length)
                .mapToDouble(j -> wanted[j] - wanted[j - 1])
                .min()
                .orElse(0);
        int[] places = new int[wanted.length];
        for (int j = 0; j < wanted.length; j++) {
            places[j] = nearest(known, wanted[j]);
            if (places[j] < 0) {
                throw new Mismatch("it has no longitude " + wanted[j]);
            }
            // A region across Greenwich has a gap of its own.
            boolean gap = j > 0 && wanted[j] - wanted[j - 1] > Sorted.GAP * step;
            if (j > 0 && !gap && places[j] > places[j - 1] + 1) {
                throw new Mismatch("its longitudes are closer");
            }
        }
        return IntStream.of(places).map(place -> source.columns()[place]).toArray();
    }

    /** Where the value stands, or -1; the axis is sorted either way. */
    private static int nearest(double[] axis, double value) {
        boolean descending = axis[0] > axis[axis.length - 1];
        int low = 0;
        int high = axis.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            boolean before =
                    descending ? axis[middle] >= value - Sorted.TOLERANCE : axis[middle] <= value + Sorted.TOLERANCE;
            if (before) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return same(axis[low], value) ? low : -1;
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= Sorted.TOLERANCE;
    }
}
