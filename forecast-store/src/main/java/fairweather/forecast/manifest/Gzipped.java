package fairweather.forecast.manifest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The form in which manifests and consolidated metadata are kept and sent on: gzip. */
public final class Gzipped {
    private Gzipped() {}

    public static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** @throws IOException if it is no gzip, or has more bytes than that */
    public static byte[] unpack(byte[] packed, int mostBytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = gzip.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException("more than " + mostBytes + " bytes");
            }
            return bytes;
        }
    }
}
