package fairweather.forecast.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A gzip file (RFC 1952), checksum included. */
public record Gzip(int level) implements Codec {
    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(encoded), 8192)) {
            int done = stream.readNBytes(decoded, 0, expectedSize);
            if (done == expectedSize && stream.read() >= 0) {
                throw Malformed.oversize(expectedSize);
            }
            Malformed.exact(done, expectedSize);
        } catch (IOException malformed) {
            throw Malformed.frame("its gzip stream is malformed", malformed);
        }
    }

    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new LevelledStream(bytes, level)) {
            stream.write(raw);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static final class LevelledStream extends GZIPOutputStream {
        LevelledStream(ByteArrayOutputStream bytes, int level) throws IOException {
            super(bytes);
            def.setLevel(level);
        }
    }
}
