package fairweather.forecast.codec;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Zlib streams (RFC 1950) between arrays. */
final class Inflate {
    private Inflate() {}

    /** Decodes one stream that fills exactly {@code size} bytes of the output. */
    static void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        try (ZlibStreams streams = new ZlibStreams()) {
            streams.into(input, from, length, output, at, size);
        }
    }

    static byte[] deflate(byte[] raw, int from, int length, int level) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(raw, from, length);
            deflater.finish();
            byte[] output = new byte[length + length / 1000 + 64];
            int done = 0;
            while (!deflater.finished()) {
                if (done == output.length) {
                    output = Arrays.copyOf(output, 2 * output.length);
                }
                done += deflater.deflate(output, done, output.length - done);
            }
            return Arrays.copyOf(output, done);
        } finally {
            deflater.end();
        }
    }
}
