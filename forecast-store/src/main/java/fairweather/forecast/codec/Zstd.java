package fairweather.forecast.codec;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Zstandard frames (RFC 8878).
 *
 * @param level as written in the metadata; the encoder has one speed only
 */
public record Zstd(int level) implements Codec {
    /** What the library decodes at most. */
    private static final long LARGEST_WINDOW = 8 << 20;

    private static final int MAGIC = 0xFD2FB528;
    private static final int DESCRIPTOR = 4;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int HEADER_WITH_WINDOW = 6;

    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        into(encoded, 0, encoded.length, decoded, 0, expectedSize);
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
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | io.airlift.compress.MalformedInputException undecodable) {
            String why = window(input, from, length) > LARGEST_WINDOW
                    ? "its zstd frame has a window above 8 MiB, which is not supported"
                    : "its zstd frame is malformed";
            throw Malformed.frame(why, undecodable);
        }
        Malformed.exact(done, size);
    }

    /** The window that the first frame's header asks for (RFC 8878, 3.1.1.1.2), in bytes; 0 if it names none. */
    private static long window(byte[] input, int from, int length) {
        boolean named = length >= HEADER_WITH_WINDOW
                && ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).getInt(from) == MAGIC
                && (input[from + DESCRIPTOR] & SINGLE_SEGMENT) == 0;
        if (!named) {
            return 0;
        }
        int window = input[from + DESCRIPTOR + 1] & 0xff;
        long base = 1L << (10 + (window >> 3));
        return base + base / 8 * (window & 7);
    }

    static byte[] compress(byte[] raw, int from, int length) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] output = new byte[compressor.maxCompressedLength(length)];
        int size = compressor.compress(raw, from, length, output, 0, output.length);
        return Arrays.copyOf(output, size);
    }
}
