package fairweather.forecast.codec;

/** How Blosc rearranges a block before compressing it; the number is the one in the metadata. */
public enum Shuffle {
    NONE,
    BYTE,
    BIT;

    /** Items whose bits are put back before they are interleaved: what of them waits in between stays in the cache. */
    private static final int TILE = 8 * Interleave.TOGETHER;

    /** Undoes the rearrangement of one block, from the input at 0 to the output at an offset. */
    void undo(byte[] input, byte[] output, int at, int length, int itemSize) {
        undo(Interleave.FASTEST, input, output, at, length, itemSize);
    }

    void undo(Interleave way, byte[] input, byte[] output, int at, int length, int itemSize) {
        int items = length / itemSize;
        int moved = items * itemSize;
        switch (this) {
            case NONE -> moved = 0;
            case BYTE -> way.bytes(input, 0, items, output, at, items, itemSize);
            case BIT -> {
                if (items % 8 == 0) {
                    undoBits(way, input, output, at, items, itemSize);
                } else {
                    moved = 0;
                }
            }
        }
        System.arraycopy(input, moved, output, at + moved, length - moved);
    }

    /**
     * Transposes the bit matrix of bits x items back. Row {@code 8 b + k} of the shuffled form holds bit k of byte b of
     * every item, eight items to a byte, the first item in the lowest bit. Blosc transposes only a block whose number of
     * items is a multiple of eight and leaves any other as it is.
     */
    private static void undoBits(Interleave way, byte[] input, byte[] output, int at, int items, int itemSize) {
        int rowBytes = items / 8;
        byte[] planes = new byte[Math.min(TILE, items / Interleave.TOGETHER * Interleave.TOGETHER) * itemSize];
        int done = 0;
        while (items - done >= Interleave.TOGETHER) {
            int tile = Math.min(TILE, (items - done) / Interleave.TOGETHER * Interleave.TOGETHER);
            for (int b = 0; b < itemSize; b++) {
                way.bits(input, 8 * b * rowBytes + done / 8, rowBytes, planes, b * tile, tile);
            }
            way.bytes(planes, 0, tile, output, at + done * itemSize, tile, itemSize);
            done += tile;
        }
        for (; done < items; done += 8) {
            for (int b = 0; b < itemSize; b++) {
                long x = transposed(gather(input, 8 * b * rowBytes + done / 8, rowBytes));
                scatter(x, output, at + done * itemSize + b, itemSize);
            }
        }
    }

    /** Rearranges one block, from the input at an offset to the output at 0. */
    void apply(byte[] input, int at, byte[] output, int length, int itemSize) {
        int items = length / itemSize;
        int done = items * itemSize;
        switch (this) {
            case NONE -> done = 0;
            case BYTE -> {
                for (int b = 0; b < itemSize; b++) {
                    for (int i = 0, from = at + b; i < items; i++, from += itemSize) {
                        output[b * items + i] = input[from];
                    }
                }
            }
            case BIT -> {
                if (items % 8 == 0) {
                    applyBits(input, at, output, items, itemSize);
                } else {
                    done = 0;
                }
            }
        }
        System.arraycopy(input, at + done, output, done, length - done);
    }

    private static void applyBits(byte[] input, int at, byte[] output, int items, int itemSize) {
        int rowBytes = items / 8;
        for (int b = 0; b < itemSize; b++) {
            for (int g = 0; g < rowBytes; g++) {
                long x = transposed(gather(input, at + 8 * g * itemSize + b, itemSize));
                scatter(x, output, 8 * b * rowBytes + g, rowBytes);
            }
        }
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
