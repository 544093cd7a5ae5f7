package fairweather.forecast.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes any number of zlib streams one after the other: to make an inflater takes longer than to inflate a small block.
 * Not thread-safe.
 */
final class ZlibStreams implements StreamDecoder {
    private final Inflater inflater = new Inflater();

    @Override
    public void into(byte[] input, int from, int length, byte[] output, int at, int size) {
        inflater.reset();
        inflater.setInput(input, from, length);
        try {
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
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
