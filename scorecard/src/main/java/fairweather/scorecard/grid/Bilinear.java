package fairweather.scorecard.grid;

import fairweather.reference.Grid;
import fairweather.scoring.metric.Rows;

/**
 * Bilinear interpolation in latitude and longitude, in double. Longitudes go round where the source does, and a gap
 * between them is not bridged. A value is NaN
 * only where a neighbour that counts (its coefficient is not 0) is NaN, or where the source does not reach: beyond its
 * last row only what lies within one more step, as the rows next to the poles do, has that row's value.
 */
final class Bilinear implements Placement {
    /** A point so near to a row or column of the source lies on it. */
    private static final double ON = 1e-6;

    private static final double TURN = 360;

    private final Between[] rows;
    private final Between[] columns;
    private final int stride;

    /** Between two places of the file: the second one's share, or null for nowhere. */
    private record Between(int first, int second, double share) {
        double of(double a, double b) {
            return share == 0 ? a : share == 1 ? b : a * (1 - share) + b * share;
        }
    }

    Bilinear(Sorted source, Grid target) {
        this.stride = source.stride();
        this.rows = new Between[target.rows()];
        this.columns = new Between[target.columns()];
        double[] latitudes = target.latitudes();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(source, latitudes[i]);
        }
        double[] longitudes = target.longitudes();
        for (int j = 0; j < columns.length; j++) {
            columns[j] = column(source, longitudes[j]);
        }
    }

    @Override
    public boolean regridded() {
        return true;
    }

    @Override
    public Rows rows(float[] values) {
        return (row, into) -> {
            Between vertical = rows[row];
            for (int j = 0; j < into.length; j++) {
                Between horizontal = columns[j];
                into[j] = vertical == null || horizontal == null ? Double.NaN : at(values, vertical, horizontal);
            }
        };
    }

    private double at(float[] values, Between vertical, Between horizontal) {
        int north = vertical.first() * stride;
        int south = vertical.second() * stride;
        return vertical.of(
                horizontal.of(values[north + horizontal.first()], values[north + horizontal.second()]),
                horizontal.of(values[south + horizontal.first()], values[south + horizontal.second()]));
    }

    private static Between row(Sorted source, double latitude) {
        double[] axis = source.latitudes();
        int last = axis.length - 1;
        int below = 0;
        while (below <= last && axis[below] > latitude + ON) {
            below++;
        }
        if (below <= last && Math.abs(axis[below] - latitude) <= ON) {
            return on(source.rows()[below]);
        }
        if (below == 0 || below > last) {
            int end = below == 0 ? 0 : last;
            int next = below == 0 ? Math.min(1, last) : Math.max(0, last - 1);
            boolean near = Math.abs(axis[end] - latitude) <= Math.abs(axis[end] - axis[next]) + ON;
            return near ? on(source.rows()[end]) : null;
        }
        double share = (axis[below - 1] - latitude) / (axis[below - 1] - axis[below]);
        return new Between(source.rows()[below - 1], source.rows()[below], share);
    }

    private static Between column(Sorted source, double longitude) {
        double[] axis = source.longitudes();
        int last = axis.length - 1;
        int right = 0;
        while (right <= last && axis[right] < longitude - ON) {
            right++;
        }
        if (right <= last && Math.abs(axis[right] - longitude) <= ON) {
            return on(source.columns()[right]);
        }
        if (right > last && Math.abs(axis[0] + TURN - longitude) <= ON) {
            return on(source.columns()[0]);
        }
        boolean across = right == 0 || right > last;
        int left = across ? last : right - 1;
        double from = right == 0 ? axis[last] - TURN : axis[left];
        double to = right > last ? axis[0] + TURN : axis[right];
        return to - from > source.widestStep()
                ? null
                : new Between(
                        source.columns()[left], source.columns()[across ? 0 : right], (longitude - from) / (to - from));
    }

    private static Between on(int place) {
        return new Between(place, place, 0);
    }
}
