package fairweather.forecast.codec;

import io.airlift.compress.zstd.ZstdCompressor;
import java.util.Arrays;

/**
 * Zstandard frames (RFC 8878).
 *
 * @param level as written in the metadata; the encoder has one speed only
 */
public record Zstd(int level) implements Codec {
    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        new ZstdStreams().into(encoded, 0, encoded.length, decoded, 0, expectedSize);
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        return compress(raw, 0, raw.length);
    }

    static byte[] compress(byte[] raw, int from, int length) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] output = new byte[compressor.maxCompressedLength(length)];
        int size = compressor.compress(raw, from, length, output, 0, output.length);
        return Arrays.copyOf(output, size);
    }
}
