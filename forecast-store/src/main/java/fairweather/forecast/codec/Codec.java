package fairweather.forecast.codec;

/**
 * How a chunk's bytes are compressed. Decoding trusts nothing: whatever the bytes are, the result has exactly the
 * expected size or a failure is thrown, and no more memory is taken than a small multiple of that size.
 */
public sealed interface Codec permits NoCodec, Zlib, Gzip, Zstd, Blosc {

    /**
     * Decodes into the start of a buffer, so that one buffer can serve many chunks.
     *
     * @param expectedSize bytes of the decoded chunk, as its shape and type say; the buffer has as many or more
     * @throws fairweather.failure.FailureException with {@code CONTENT_LAYOUT} for malformed bytes or too few,
     *     {@code OVERSIZE} if the bytes claim or give more than expected
     */
    void decode(byte[] encoded, byte[] decoded, int expectedSize);

    /** The same into a buffer of exactly that size. */
    default byte[] decode(byte[] encoded, int expectedSize) {
        byte[] decoded = new byte[expectedSize];
        decode(encoded, decoded, expectedSize);
        return decoded;
    }

    /**
     * @param itemSize bytes of one value, which is what a shuffle works on
     */
    byte[] encode(byte[] raw, int itemSize);
}
