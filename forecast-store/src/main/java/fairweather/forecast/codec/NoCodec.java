package fairweather.forecast.codec;

/** Bytes as they are. */
public record NoCodec() implements Codec {
    @Override
    public byte[] decode(byte[] encoded, int expectedSize) {
        if (encoded.length > expectedSize) {
            throw Malformed.oversize(expectedSize);
        }
        return Malformed.exact(encoded, encoded.length, expectedSize);
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        return raw.clone();
    }
}
