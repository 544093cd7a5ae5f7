package fairweather.forecast.store;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ZarrArray;
import java.util.stream.IntStream;

/**
 * One chunk of an array by itself, as a spot check reads it.
 *
 * @param number of the chunk, counted from 0 along the last dimension first
 */
public record ArrayChunk(ZarrArray array, int number) {
    public ArrayChunk {
        if (number < 0 || number >= count(array.metadata())) {
            throw new IllegalArgumentException("the array has no chunk " + number);
        }
    }

    /** How many chunks an array has. */
    public static int count(ArrayMetadata metadata) {
        return IntStream.range(0, metadata.rank())
                .map(dimension -> along(metadata, dimension))
                .reduce(1, Math::multiplyExact);
    }

    private static int along(ArrayMetadata metadata, int dimension) {
        int length = metadata.chunks().get(dimension);
        return (metadata.shape().get(dimension) + length - 1) / length;
    }

    public ObjectKey key() {
        return array.key(position());
    }

    private int[] position() {
        ArrayMetadata metadata = array.metadata();
        int[] position = new int[metadata.rank()];
        int rest = number;
        for (int dimension = metadata.rank() - 1; dimension >= 0; dimension--) {
            position[dimension] = rest % along(metadata, dimension);
            rest /= along(metadata, dimension);
        }
        return position;
    }

    /**
     * Its values in the array's own unit, without what a chunk at an edge has beyond the array.
     *
     * @param encoded as transferred
     * @throws FailureException with {@code CONTENT_LAYOUT} or {@code OVERSIZE} if it cannot be decoded
     */
    public float[] values(byte[] encoded, Caps caps) {
        ArrayMetadata metadata = array.metadata();
        int[] position = position();
        int[][] inside = IntStream.range(0, metadata.rank())
                .mapToObj(dimension -> {
                    int length = metadata.chunks().get(dimension);
                    int first = position[dimension] * length;
                    int end = Math.min(first + length, metadata.shape().get(dimension));
                    return IntStream.range(first, end).toArray();
                })
                .toArray(int[][]::new);
        return new ZarrArray(metadata, (key, most) -> encoded, caps).readFloats(inside);
    }
}
