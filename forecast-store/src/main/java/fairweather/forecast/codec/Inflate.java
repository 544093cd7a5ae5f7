package fairweather.forecast.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Zlib streams (RFC 1950) between arrays. */
final class Inflate {
    private Inflate() {}

    /** Decodes one stream that fills exactly {@code size} bytes of the output. */
    static void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(input, from, length);
            int done = 0;
            while (done < size && !inflater.finished()) {
                int count = inflater.inflate(output, at + done, size - done);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw Malformed.frame("its zlib stream is cut short or needs a dictionary");
                }
                done += count;
            }
            // The stream's end is read with one spare byte, which must stay empty.
            if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw Malformed.oversize(size);
            }
            if (done < size || !inflater.finished()) {
                throw Malformed.frame("its zlib stream does not end where the chunk ends");
            }
        } catch (DataFormatException malformed) {
            throw Malformed.frame("its zlib stream is malformed", malformed);
        } finally {
            inflater.end();
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
