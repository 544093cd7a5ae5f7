package fairweather.forecast.store;

import fairweather.failure.Code;
import fairweather.failure.FailureException;

/**
 * Which row and column of a forecast stands at each row and column of the target; values are only moved, never changed.
 *
 * @param rows for each target row the forecast's row
 * @param columns for each target column the forecast's column
 */
record GridMapping(int[] rows, int[] columns) {
    /** Axes are equal if no coordinate differs by more, degrees. */
    static final double TOLERANCE = 1e-4;

    /** @throws FailureException with {@code CONTENT_LAYOUT} if the axes are not the target's */
    static GridMapping of(double[] latitudes, double[] longitudes, TargetGrid target) {
        return new GridMapping(rows(latitudes, target.latitudes()), columns(longitudes, target.longitudes()));
    }

    private static int[] rows(double[] source, double[] target) {
        int count = source.length;
        boolean ascending = count > 1 && source[0] < source[count - 1];
        for (int i = 1; i < count; i++) {
            if (!(ascending ? source[i] > source[i - 1] : source[i] < source[i - 1])) {
                throw fault("its latitudes are not strictly monotonic");
            }
        }
        int missingNorth = 0;
        if (count == target.length - 1) {
            missingNorth = missingPole(ascending ? source[count - 1] : source[0], target);
        } else if (count != target.length) {
            throw fault("it has " + count + " latitudes where the truth has " + target.length);
        }
        int[] rows = new int[target.length];
        for (int i = 0; i < target.length; i++) {
            // At a pole that only the truth has, the nearest row of the forecast stands in.
            int fromNorth = Math.clamp(i - missingNorth, 0, count - 1);
            rows[i] = ascending ? count - 1 - fromNorth : fromNorth;
            boolean standsIn = fromNorth != i - missingNorth;
            if (!standsIn && !near(source[rows[i]], target[i])) {
                throw fault("its latitudes are not the truth's");
            }
        }
        return rows;
    }

    /** 1 if the target's first row is the north pole and missing, 0 if its last is the south pole and missing. */
    private static int missingPole(double northernmost, double[] target) {
        boolean north = near(target[0], 90) && !near(northernmost, target[0]);
        if (!north && !near(target[target.length - 1], -90)) {
            throw fault("it has one latitude less than the truth, and not at a pole");
        }
        return north ? 1 : 0;
    }

    private static int[] columns(double[] source, double[] target) {
        int count = target.length;
        if (source.length != count) {
            throw fault("it has " + source.length + " longitudes where the truth has " + count);
        }
        for (int j = 0; j < count; j++) {
            if (!(source[j] >= -360 && source[j] <= 720) || j > 0 && !(source[j] > source[j - 1])) {
                throw fault("its longitudes do not ascend");
            }
        }
        int first = 0;
        while (first < count && !nearAround(source[first], target[0])) {
            first++;
        }
        int[] columns = new int[count];
        for (int j = 0; j < count; j++) {
            columns[j] = (first + j) % count;
            if (!nearAround(source[columns[j]], target[j])) {
                throw fault("its longitudes are not the truth's");
            }
        }
        return columns;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE;
    }

    private static boolean nearAround(double a, double b) {
        return Math.abs(Math.IEEEremainder(a - b, 360)) <= TOLERANCE;
    }

    private static FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the forecast is on another grid: " + what);
    }
}
