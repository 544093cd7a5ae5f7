package fairweather.forecast.codec;

/** How Blosc rearranges a block before compressing it; the number is the one in the metadata. */
public enum Shuffle {
    NONE,
    BYTE,
    BIT;

    /** Undoes the rearrangement of one block, from the input at 0 to the output at an offset. */
    void undo(byte[] input, byte[] output, int at, int length, int itemSize) {
        switch (this) {
            case NONE -> System.arraycopy(input, 0, output, at, length);
            case BYTE -> {
                int items = length / itemSize;
                for (int b = 0; b < itemSize; b++) {
                    int from = b * items;
                    for (int i = 0, to = at + b; i < items; i++, to += itemSize) {
                        output[to] = input[from + i];
                    }
                }
                int done = items * itemSize;
                System.arraycopy(input, done, output, at + done, length - done);
            }
            case BIT -> bits(input, output, at, length, itemSize, true);
        }
    }

    /** Rearranges one block, from the input at an offset to the output at 0. */
    void apply(byte[] input, int at, byte[] output, int length, int itemSize) {
        switch (this) {
            case NONE -> System.arraycopy(input, at, output, 0, length);
            case BYTE -> {
                int items = length / itemSize;
                for (int b = 0; b < itemSize; b++) {
                    for (int i = 0, from = at + b; i < items; i++, from += itemSize) {
                        output[b * items + i] = input[from];
                    }
                }
                int done = items * itemSize;
                System.arraycopy(input, at + done, output, done, length - done);
            }
            case BIT -> {
                byte[] block = new byte[length];
                System.arraycopy(input, at, block, 0, length);
                bits(block, output, 0, length, itemSize, false);
            }
        }
    }

    /**
     * Transposes the bit matrix of items x bits. Row {@code 8 b + k} of the shuffled form holds bit k of byte b of every
     * item, eight items to a byte, the first item in the lowest bit. Blosc transposes only a block whose number of
     * items is a multiple of eight and leaves any other as it is.
     */
    private static void bits(byte[] input, byte[] output, int at, int length, int itemSize, boolean undo) {
        int items = length / itemSize;
        int done = items % 8 == 0 ? items * itemSize : 0;
        int groups = items / 8;
        if (done > 0) {
            for (int b = 0; b < itemSize; b++) {
                int rows = 8 * b * groups;
                for (int g = 0; g < groups; g++) {
                    int plain = 8 * g * itemSize + b;
                    if (undo) {
                        long x = transposed(gather(input, rows + g, groups));
                        scatter(x, output, at + plain, itemSize);
                    } else {
                        long x = transposed(gather(input, plain, itemSize));
                        scatter(x, output, at + rows + g, groups);
                    }
                }
            }
        }
        System.arraycopy(input, done, output, at + done, length - done);
    }

    private static long gather(byte[] bytes, int from, int step) {
        long x = 0;
        for (int k = 0; k < 8; k++) {
            x |= (bytes[from + k * step] & 0xffL) << 8 * k;
        }
        return x;
    }

    private static void scatter(long x, byte[] bytes, int from, int step) {
        for (int k = 0; k < 8; k++) {
            bytes[from + k * step] = (byte) (x >>> 8 * k);
        }
    }

    /** Transposes an 8 x 8 bit matrix whose rows are the bytes of a long, by exchanging ever larger quadrants. */
    private static long transposed(long x) {
        long t = (x ^ x >>> 7) & 0x00aa00aa00aa00aaL;
        x ^= t ^ t << 7;
        t = (x ^ x >>> 14) & 0x0000cccc0000ccccL;
        x ^= t ^ t << 14;
        t = (x ^ x >>> 28) & 0x00000000f0f0f0f0L;
        return x ^ t ^ t << 28;
    }
}
