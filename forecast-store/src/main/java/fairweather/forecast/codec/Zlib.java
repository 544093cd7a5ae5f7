package fairweather.forecast.codec;

/** A zlib stream (RFC 1950). */
public record Zlib(int level) implements Codec {
    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        Inflate.into(encoded, 0, encoded.length, decoded, 0, expectedSize);
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        return Inflate.deflate(raw, 0, raw.length, level);
    }
}
