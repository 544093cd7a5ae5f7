package fairweather.forecast.codec;

/** Bytes as they are. */
public record NoCodec() implements Codec {
    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        check(encoded, expectedSize);
        System.arraycopy(encoded, 0, decoded, 0, expectedSize);
    }

    /** The encoded bytes themselves. */
    @Override
    public byte[] decode(byte[] encoded, int expectedSize) {
        check(encoded, expectedSize);
        return encoded;
    }

    private static void check(byte[] encoded, int expectedSize) {
        if (encoded.length > expectedSize) {
            throw Malformed.oversize(expectedSize);
        }
        Malformed.exact(encoded.length, expectedSize);
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        return raw.clone();
    }
}
