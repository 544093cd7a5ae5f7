package fairweather.forecast.codec;

/**
 * How a chunk's bytes are compressed. Decoding trusts nothing: whatever the bytes are, the result has exactly the
 * expected size or a failure is thrown, and no more memory is taken than a small multiple of that size.
 */
public sealed interface Codec permits NoCodec, Zlib, Gzip, Zstd, Blosc {

    /**
     * @param expectedSize bytes of the decoded chunk, as its shape and type say
     * @throws fairweather.failure.FailureException with {@code CONTENT_LAYOUT} for malformed bytes or too few,
     *     {@code OVERSIZE} if the bytes claim or give more than expected
     */
    byte[] decode(byte[] encoded, int expectedSize);

    /**
     * @param itemSize bytes of one value, which is what a shuffle works on
     */
    byte[] encode(byte[] raw, int itemSize);
}
