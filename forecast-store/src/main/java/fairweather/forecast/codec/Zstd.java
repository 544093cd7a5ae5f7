package fairweather.forecast.codec;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/**
 * Zstandard frames (RFC 8878).
 *
 * @param level as written in the metadata; the encoder has one speed only
 */
public record Zstd(int level) implements Codec {
    @Override
    public byte[] decode(byte[] encoded, int expectedSize) {
        byte[] decoded = new byte[expectedSize];
        into(encoded, 0, encoded.length, decoded, 0, expectedSize);
        return decoded;
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        return compress(raw, 0, raw.length);
    }

    /** Decodes frames that fill exactly {@code size} bytes of the output. */
    static void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        int done;
        try {
            if (ZstdDecompressor.getDecompressedSize(input, from, length) > size) {
                throw Malformed.oversize(size);
            }
            done = new ZstdDecompressor().decompress(input, from, length, output, at, size);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw Malformed.frame("its zstd frame is malformed", malformed);
        } catch (io.airlift.compress.MalformedInputException malformed) {
            throw Malformed.frame("its zstd frame is malformed", malformed);
        }
        Malformed.exact(output, done, size);
    }

    static byte[] compress(byte[] raw, int from, int length) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] output = new byte[compressor.maxCompressedLength(length)];
        int size = compressor.compress(raw, from, length, output, 0, output.length);
        return Arrays.copyOf(output, size);
    }
}
