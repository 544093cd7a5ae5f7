package fairweather.forecast.codec;

import fairweather.vector.VectorSupport;

/**
 * Puts shuffled bytes back into items. A shuffled block holds planes: plane b has byte b of every item.
 *
 * <p>There are two ways, which give the same bytes: one for any JVM, one with vectors.
 */
sealed interface Interleave permits ScalarInterleave, VectorInterleave {
    /** The faster way of this JVM. */
    Interleave FASTEST = fastest();

    /** Items whose bits are transposed together; a row of so many bits is one long. */
    int TOGETHER = Long.SIZE;

    /**
     * Interleaves the planes of some items.
     *
     * @param from where plane 0 begins; plane b begins {@code b * distance} bytes further
     * @param at where the items begin in the output
     */
    void bytes(byte[] planes, int from, int distance, byte[] output, int at, int items, int itemSize);

    /**
     * Makes one plane of bytes from its eight rows of bits: bit i of row k is bit k of byte i.
     *
     * @param from where row 0 begins; row k begins {@code k * distance} bytes further
     * @param at where the plane begins in the output
     * @param items bytes of the plane, a multiple of {@link #TOGETHER}
     */
    void bits(byte[] rows, int from, int distance, byte[] plane, int at, int items);

    private static Interleave fastest() {
        // Names the vector class only where its module is there: loading it elsewhere would fail.
        return VectorSupport.available() ? new VectorInterleave() : new ScalarInterleave();
    }
}
