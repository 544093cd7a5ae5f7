package fairweather.forecast.codec;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes any number of Zstandard streams one after the other. The library's decoder has tables of some 100 KiB: a chunk
 * of many small blocks must not take them for each. Not thread-safe.
 */
final class ZstdStreams implements StreamDecoder {
    /** What the library decodes at most. */
    private static final long LARGEST_WINDOW = 8 << 20;

    private static final int MAGIC = 0xFD2FB528;
    private static final int DESCRIPTOR = 4;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int HEADER_WITH_WINDOW = 6;

    private final ZstdDecompressor decompressor = new ZstdDecompressor();

    @Override
    public void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        int done;
        try {
            done = tooMany(input, from, length, size)
                    ? -1
                    : decompressor.decompress(input, from, length, output, at, size);
        } catch (RuntimeException undecodable) {
            // The library has several exceptions for bytes that it does not like, states and arguments among them.
            String why = window(input, from, length) > LARGEST_WINDOW
                    ? "its zstd frame has a window above 8 MiB, which is not supported"
                    : "its zstd frame is malformed";
            throw Malformed.frame(why, undecodable);
        }
        if (done < 0) {
            throw Malformed.oversize(size);
        }
        Malformed.exact(done, size);
    }

    private static boolean tooMany(byte[] input, int from, int length, int size) {
        return ZstdDecompressor.getDecompressedSize(input, from, length) > size;
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
}
