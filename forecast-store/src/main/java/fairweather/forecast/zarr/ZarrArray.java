package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One array of a store, read by a selection: for every dimension the wanted indices, in the wanted order. A call
 * fetches and decodes each chunk it needs exactly once; a chunk that is missing is a failure and never a fill value.
 */
public final class ZarrArray {
    private final ArrayMetadata metadata;
    private final ObjectReader reader;
    private final Caps caps;

    public ZarrArray(ArrayMetadata metadata, ObjectReader reader, Caps caps) {
        this.metadata = metadata;
        this.reader = reader;
        this.caps = caps;
    }

    public ArrayMetadata metadata() {
        return metadata;
    }

    /** The indices 0 to length - 1. */
    public static int[] all(int length) {
        int[] indices = new int[length];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    /** The whole array. */
    public int[][] everything() {
        return metadata.shape().stream().map(ZarrArray::all).toArray(int[][]::new);
    }

    /**
     * Values in C order of the selection, unpacked; wider types are rounded once.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} or {@code OVERSIZE} for a chunk that cannot be decoded, or
     *     what the reader throws
     */
    public float[] readFloats(int[][] selection) {
        return readFloats(selection, 1);
    }

    /** The same, with every value multiplied by a factor before it is rounded. */
    public float[] readFloats(int[][] selection, double factor) {
        float[] values = new float[check(selection)];
        Packing packing = metadata.packing();
        if (factor == 1 && packing.identity() && metadata.type().single()) {
            read(selection, (chunk, from, to, count) -> chunk.asFloatBuffer().get(from, values, to, count));
            return values;
        }
        DataType type = metadata.type();
        read(selection, (chunk, from, to, count) -> {
            for (int i = 0; i < count; i++) {
                values[to + i] = (float) (packing.value(type.number(chunk, from + i)) * factor);
            }
        });
        return values;
    }

    /** Values in C order of the selection, unpacked. */
    public double[] readDoubles(int[][] selection) {
        double[] values = new double[check(selection)];
        Packing packing = metadata.packing();
        read(selection, (chunk, from, to, count) -> {
            for (int i = 0; i < count; i++) {
                values[to + i] = packing.value(metadata.type().number(chunk, from + i));
            }
        });
        return values;
    }

    /** Stored integers in C order of the selection, without unpacking; for exact times. */
    public long[] readLongs(int[][] selection) {
        long[] values = new long[check(selection)];
        read(selection, (chunk, from, to, count) -> {
            for (int i = 0; i < count; i++) {
                values[to + i] = metadata.type().whole(chunk, from + i);
            }
        });
        return values;
    }

    /** Takes a run of values from an index of a chunk to an index of the result. */
    private interface Copy {
        void copy(ByteBuffer chunk, int from, int to, int count);
    }

    private void read(int[][] selection, Copy copy) {
        forEachChunk(selection, chunk -> {
            byte[] decoded = decode(reader.get(key(chunk), maxChunkBytes()));
            ByteBuffer values = ByteBuffer.wrap(decoded).order(metadata.type().order());
            scatter(selection, chunk, 0, 0, 0, values, copy);
        });
    }

    /** Copies what of the selection lies in a chunk; offsets grow dimension by dimension. */
    private void scatter(
            int[][] selection, int[] chunk, int dimension, int from, int to, ByteBuffer values, Copy copy) {
        if (dimension == selection.length) {
            copy.copy(values, from, to, 1);
            return;
        }
        int length = metadata.chunks().get(dimension);
        int first = chunk[dimension] * length;
        int[] wanted = selection[dimension];
        boolean last = dimension == selection.length - 1;
        for (int i = 0; i < wanted.length; i++) {
            int inside = wanted[i] - first;
            if (inside < 0 || inside >= length) {
                continue;
            }
            if (last) {
                int run = run(wanted, i, first + length);
                copy.copy(values, from * length + inside, to * wanted.length + i, run);
                i += run - 1;
            } else {
                scatter(selection, chunk, dimension + 1, from * length + inside, to * wanted.length + i, values, copy);
            }
        }
    }

    /** How many of the wanted indices from position i on follow each other and lie before an end. */
    private static int run(int[] wanted, int i, int end) {
        int count = 1;
        while (i + count < wanted.length && wanted[i + count] == wanted[i] + count && wanted[i + count] < end) {
            count++;
        }
        return count;
    }

    private void forEachChunk(int[][] selection, Consumer<int[]> action) {
        int rank = selection.length;
        int[][] needed = new int[rank][];
        for (int d = 0; d < rank; d++) {
            int length = metadata.chunks().get(d);
            needed[d] = Arrays.stream(selection[d])
                    .map(index -> index / length)
                    .distinct()
                    .sorted()
                    .toArray();
            if (needed[d].length == 0) {
                return;
            }
        }
        int[] position = new int[rank];
        int[] chunk = new int[rank];
        while (true) {
            for (int d = 0; d < rank; d++) {
                chunk[d] = needed[d][position[d]];
            }
            action.accept(chunk);
            int d = rank - 1;
            while (d >= 0 && ++position[d] == needed[d].length) {
                position[d--] = 0;
            }
            if (d < 0) {
                return;
            }
        }
    }

    /** The most bytes that one of its chunks may have as transferred. */
    public long maxChunkBytes() {
        return caps.encodedChunkOf(metadata.chunkBytes());
    }

    /**
     * The numbers of one chunk, in C order.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} or {@code OVERSIZE} if it cannot be decoded
     */
    public byte[] decode(byte[] encoded) {
        try {
            return metadata.codec().decode(encoded, metadata.chunkBytes());
        } catch (FailureException malformed) {
            // A chunk does not know whose it is.
            String what = malformed.failure().message();
            throw new FailureException(malformed.code(), "in the array " + metadata.name() + " " + what, malformed);
        }
    }

    /**
     * Where a chunk is stored.
     *
     * @param chunk its number along every dimension
     */
    public ObjectKey key(int[] chunk) {
        StringBuilder text = new StringBuilder(metadata.name()).append('/');
        for (int d = 0; d < chunk.length; d++) {
            text.append(d == 0 ? "" : String.valueOf(metadata.separator())).append(chunk[d]);
        }
        if (chunk.length == 0) {
            // An array without dimensions has one chunk.
            text.append('0');
        }
        if (!ObjectKey.isValid(text.toString())) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT,
                    "the names of the chunks of the array " + metadata.name() + " are no valid keys");
        }
        return ObjectKey.of(text.toString());
    }

    /** The number of values selected. */
    private int check(int[][] selection) {
        if (selection.length != metadata.rank()) {
            throw new IllegalArgumentException(
                    "a selection of " + selection.length + " dimensions from an array of " + metadata.rank());
        }
        long count = 1;
        for (int d = 0; d < selection.length; d++) {
            for (int index : selection[d]) {
                if (index < 0 || index >= metadata.shape().get(d)) {
                    throw new IllegalArgumentException("index " + index + " is outside dimension " + d);
                }
            }
            count *= selection[d].length;
            if (count > Integer.MAX_VALUE / Double.BYTES) {
                throw new FailureException(
                        Code.OVERSIZE, "a selection of the array " + metadata.name() + " is too large");
            }
        }
        return (int) count;
    }
}
