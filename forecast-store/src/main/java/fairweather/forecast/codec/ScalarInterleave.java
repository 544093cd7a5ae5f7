package fairweather.forecast.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The way for any JVM: items and rows are moved as whole words. */
record ScalarInterleave() implements Interleave {
    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private static VarHandle view(Class<?> words) {
        return MethodHandles.byteArrayViewVarHandle(words, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void bytes(byte[] planes, int from, int distance, byte[] output, int at, int items, int itemSize) {
        switch (itemSize) {
            case Short.BYTES -> shorts(planes, from, distance, output, at, items);
            case Integer.BYTES -> ints(planes, from, distance, output, at, items);
            case Long.BYTES -> longs(planes, from, distance, output, at, items);
            default -> {
                for (int b = 0; b < itemSize; b++) {
                    for (int i = 0, to = at + b; i < items; i++, to += itemSize) {
                        output[to] = planes[from + b * distance + i];
                    }
                }
            }
        }
    }

    private static void shorts(byte[] planes, int from, int distance, byte[] output, int at, int items) {
        for (int i = 0; i < items; i++) {
            int p = from + i;
            SHORTS.set(output, at + i * Short.BYTES, (short) (planes[p] & 0xff | planes[p + distance] << 8));
        }
    }

    private static void ints(byte[] planes, int from, int distance, byte[] output, int at, int items) {
        for (int i = 0; i < items; i++) {
            INTS.set(output, at + i * Integer.BYTES, item(planes, from + i, distance));
        }
    }

    private static void longs(byte[] planes, int from, int distance, byte[] output, int at, int items) {
        for (int i = 0; i < items; i++) {
            long low = item(planes, from + i, distance) & 0xffffffffL;
            long high = item(planes, from + i + 4 * distance, distance);
            LONGS.set(output, at + i * Long.BYTES, low | high << 32);
        }
    }

    private static int item(byte[] planes, int p, int distance) {
        return planes[p] & 0xff
                | (planes[p + distance] & 0xff) << 8
                | (planes[p + 2 * distance] & 0xff) << 16
                | planes[p + 3 * distance] << 24;
    }

    /**
     * Eight rows of 64 bits become 64 bytes: first every 8 x 8 square of bits is transposed, eight squares at a time,
     * then the 8 x 8 square of bytes.
     */
    @Override
    public void bits(byte[] rows, int from, int distance, byte[] plane, int at, int items) {
        long[] words = new long[8];
        for (int i = 0; i < items; i += TOGETHER) {
            for (int k = 0; k < 8; k++) {
                words[k] = (long) LONGS.get(rows, from + k * distance + i / 8);
            }
            exchange(words, 4, 4, 0x0f0f0f0f0f0f0f0fL);
            exchange(words, 2, 2, 0x3333333333333333L);
            exchange(words, 1, 1, 0x5555555555555555L);
            exchange(words, 4, 32, 0x00000000ffffffffL);
            exchange(words, 2, 16, 0x0000ffff0000ffffL);
            exchange(words, 1, 8, 0x00ff00ff00ff00ffL);
            for (int g = 0; g < 8; g++) {
                LONGS.set(plane, at + i + g * Long.BYTES, words[g]);
            }
        }
    }

    /** Exchanges the upper parts of each word with the lower parts of the word a distance after it. */
    private static void exchange(long[] words, int distance, int shift, long mask) {
        for (int k = 0; k < 8; k++) {
            if ((k & distance) == 0) {
                long difference = (words[k] >>> shift ^ words[k + distance]) & mask;
                words[k + distance] ^= difference;
                words[k] ^= difference << shift;
            }
        }
    }
}
