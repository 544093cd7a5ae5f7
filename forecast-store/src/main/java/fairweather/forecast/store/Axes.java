package fairweather.forecast.store;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import java.util.List;

/**
 * Which dimension of an array is which, by its name; in any order.
 *
 * @param level position of the level dimension, or -1 for a surface variable
 */
record Axes(ArrayMetadata array, int time, int level, int latitude, int longitude) {
    /** How many dimensions a variable without levels has. */
    static final int OF_SURFACE = 3;

    /** @throws FailureException with {@code CONTENT_LAYOUT} if the dimensions are not exactly the expected ones */
    static Axes of(ArrayMetadata array, boolean withLevel) {
        List<String> names = array.dimensions();
        int expected = withLevel ? OF_SURFACE + 1 : OF_SURFACE;
        if (names.size() != expected) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT,
                    "the array " + array.name() + " does not have " + expected + " named dimensions");
        }
        return new Axes(
                array,
                position(array, Axis.TIME),
                withLevel ? position(array, Axis.LEVEL) : -1,
                position(array, Axis.LATITUDE),
                position(array, Axis.LONGITUDE));
    }

    private static int position(ArrayMetadata array, Axis axis) {
        List<String> names = array.dimensions();
        for (int d = 0; d < names.size(); d++) {
            if (axis.isDimension(names.get(d))) {
                return d;
            }
        }
        throw new FailureException(
                Code.CONTENT_LAYOUT, "the array " + array.name() + " has no " + axis.word() + " dimension");
    }

    String name(int dimension) {
        return array.dimensions().get(dimension);
    }

    int length(int dimension) {
        return array.shape().get(dimension);
    }

    /** How long a chunk is along a dimension. */
    int chunk(int dimension) {
        return array.chunks().get(dimension);
    }

    /** How many chunks there are along a dimension. */
    int chunks(int dimension) {
        return (length(dimension) + chunk(dimension) - 1) / chunk(dimension);
    }

    /** From one index of a dimension to the next, in the values of a chunk. */
    int strideInChunk(int dimension) {
        int stride = 1;
        for (int d = dimension + 1; d < array.rank(); d++) {
            stride *= chunk(d);
        }
        return stride;
    }

    /** How many of so many fields can lie in one chunk. */
    int together(int fields) {
        long inChunk = (long) chunk(time) * (level < 0 ? 1 : chunk(level));
        return (int) Math.min(fields, inChunk);
    }
}
