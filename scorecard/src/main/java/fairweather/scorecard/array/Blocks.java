package fairweather.scorecard.array;

import fairweather.scorecard.data.Conversion;
import java.util.Arrays;

/**
 * Reads fields by the block: where a chunk holds several times or levels, all of them are decoded at once and the last
 * block is kept, so that fields which are asked for one after the other decode each chunk once. A block that would be
 * too large is not made; then every field decodes its chunks.
 */
final class Blocks {
    /** Values of a block at most; 128 MiB. */
    private static final long MOST_VALUES = 32L << 20;

    private Block last;

    /** A part of an array, and where it stands. */
    private record Block(NamedArray array, Conversion conversion, int[] first, int[] lengths, float[] values) {
        boolean is(NamedArray wanted, Conversion wantedConversion, int[] wantedFirst) {
            return array == wanted && conversion.equals(wantedConversion) && Arrays.equals(first, wantedFirst);
        }

        /** The field at the indices, whose two dimensions with -1 are whole. */
        float[] field(int[] indices) {
            int[] strides = new int[indices.length];
            int[] whole = new int[2];
            int wholes = 2;
            int base = 0;
            int stride = 1;
            for (int d = indices.length - 1; d >= 0; d--) {
                strides[d] = stride;
                stride *= lengths[d];
                if (indices[d] < 0) {
                    whole[--wholes] = d;
                } else {
                    base += (indices[d] - first[d]) * strides[d];
                }
            }
            int rows = lengths[whole[0]];
            int columns = lengths[whole[1]];
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
    float[] field(NamedArray array, int[] indices, Conversion conversion) {
        int rank = indices.length;
        int[] first = new int[rank];
        int[] lengths = new int[rank];
        int[] blockFirst = new int[rank];
        int[] blockLengths = new int[rank];
        long values = 1;
        for (int d = 0; d < rank; d++) {
            int shape = array.shape().get(d);
            int chunk = array.chunks().get(d);
            boolean whole = indices[d] < 0;
            first[d] = whole ? 0 : indices[d];
            lengths[d] = whole ? shape : 1;
            blockFirst[d] = whole ? 0 : indices[d] / chunk * chunk;
            blockLengths[d] = whole ? shape : Math.min(chunk, shape - blockFirst[d]);
            values *= blockLengths[d];
        }
        if (Arrays.equals(lengths, blockLengths) || values > MOST_VALUES) {
            return array.part(first, lengths, conversion);
        }
        if (last == null || !last.is(array, conversion, blockFirst)) {
            last = null;
            last = new Block(
                    array, conversion, blockFirst, blockLengths, array.part(blockFirst, blockLengths, conversion));
        }
        return last.field(indices);
    }
}
