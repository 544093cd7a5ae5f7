package fairweather.forecast.manifest;

import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The hash that a manifest lists for a file: over its path, one zero byte and its bytes, so no two can be swapped. */
public final class FileHash {
    private static final int BUFFER = 64 * 1024;

    private FileHash() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(ObjectKey key, byte[] bytes) {
        return HexFormat.of().formatHex(begun(key).digest(bytes));
    }

    /** The same of a file that is not held in memory; it is read to its end. */
    public static String of(ObjectKey key, InputStream stream) throws IOException {
        MessageDigest digest = begun(key);
        byte[] buffer = new byte[BUFFER];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest begun(ObjectKey key) {
        MessageDigest digest = Sha256.start();
        digest.update(key.value().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest;
    }
}
