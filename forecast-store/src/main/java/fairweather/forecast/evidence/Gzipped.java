package fairweather.forecast.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks what a record holds, of which nobody knows how large it becomes. */
final class Gzipped {
    private Gzipped() {}

    /** @throws IOException if it is no gzip, or has more bytes than that */
    static byte[] unpack(byte[] gzip, int mostBytes) throws IOException {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] bytes = stream.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException("more than " + mostBytes + " bytes");
            }
            return bytes;
        }
    }
}
