package fairweather.scorecard.array;

import fairweather.forecast.zarr.ZarrArray;
import fairweather.scorecard.data.Conversion;
import java.util.Arrays;
import java.util.List;

/**
 * Reads fields of a store by the block: where a chunk holds several times or levels, all of them are decoded at once
 * and the last block is kept, so that fields which are asked for one after the other decode each chunk once. A block
 * that would be too large is not made; then every field decodes its chunks.
 */
final class Blocks {
    /** Values of a block at most; 128 MiB. */
    private static final long MOST_VALUES = 32L << 20;

    private Block last;

    /** @param ranges for every dimension the indices that the block has */
    private record Block(ZarrArray array, Conversion conversion, int[][] ranges, float[] values) {
        boolean has(ZarrArray wanted, Conversion wantedConversion, int[][] wantedRanges) {
            return array == wanted && conversion.equals(wantedConversion) && Arrays.deepEquals(ranges, wantedRanges);
        }

        /** The field at the indices, whose two dimensions with -1 are whole. */
        float[] field(int[] indices) {
            int rank = indices.length;
            int[] strides = new int[rank];
            int stride = 1;
            for (int d = rank - 1; d >= 0; d--) {
                strides[d] = stride;
                stride *= ranges[d].length;
            }
            int base = 0;
            int[] whole = new int[2];
            int found = 0;
            for (int d = 0; d < rank; d++) {
                if (indices[d] < 0) {
                    whole[found++] = d;
                } else {
                    base += (indices[d] - ranges[d][0]) * strides[d];
                }
            }
            int rows = ranges[whole[0]].length;
            int columns = ranges[whole[1]].length;
            float[] field = new float[rows * columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    field[i * columns + j] = values[base + i * strides[whole[0]] + j * strides[whole[1]]];
                }
            }
            return field;
        }
    }

    /** @param indices one per dimension; -1 for the two that are whole */
    float[] field(ZarrArray array, int[] indices, Conversion conversion) {
        int[][] single = array.everything();
        int[][] ranges = array.everything();
        long values = 1;
        boolean several = false;
        for (int d = 0; d < indices.length; d++) {
            if (indices[d] >= 0) {
                single[d] = new int[] {indices[d]};
                ranges[d] = ofChunk(array, d, indices[d]);
                several |= ranges[d].length > 1;
            }
            values *= ranges[d].length;
        }
        if (!several || values > MOST_VALUES) {
            return read(array, single, conversion);
        }
        if (last == null || !last.has(array, conversion, ranges)) {
            last = null;
            last = new Block(array, conversion, ranges, read(array, ranges, conversion));
        }
        return last.field(indices);
    }

    /** The indices along a dimension that stand in the same chunk. */
    private static int[] ofChunk(ZarrArray array, int dimension, int index) {
        List<Integer> shape = array.metadata().shape();
        int length = array.metadata().chunks().get(dimension);
        int first = index / length * length;
        int[] range = new int[Math.min(length, shape.get(dimension) - first)];
        Arrays.setAll(range, i -> first + i);
        return range;
    }

    private static float[] read(ZarrArray array, int[][] selection, Conversion conversion) {
        if (conversion.none()) {
            return array.readFloats(selection);
        }
        double[] values = array.readDoubles(selection);
        float[] converted = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = (float) conversion.apply(values[i]);
        }
        return converted;
    }
}
