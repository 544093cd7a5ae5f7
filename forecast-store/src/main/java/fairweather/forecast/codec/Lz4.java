package fairweather.forecast.codec;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.util.Arrays;

/** Raw LZ4 blocks, as Blosc holds them. */
final class Lz4 {
    private Lz4() {}

    static void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        int done;
        try {
            done = new Lz4Decompressor().decompress(input, from, length, output, at, size);
        } catch (RuntimeException malformed) {
            throw Malformed.frame("its lz4 block is malformed", malformed);
        }
        Malformed.exact(done, size);
    }

    static byte[] compress(byte[] raw, int from, int length) {
        Lz4Compressor compressor = new Lz4Compressor();
        byte[] output = new byte[compressor.maxCompressedLength(length)];
        int size = compressor.compress(raw, from, length, output, 0, output.length);
        return Arrays.copyOf(output, size);
    }
}
