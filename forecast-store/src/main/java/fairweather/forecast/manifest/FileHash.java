package fairweather.forecast.manifest;

import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The hash that a manifest lists for a file: over its path, one zero byte and its bytes, so no two can be swapped. */
public final class FileHash {
    private FileHash() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(ObjectKey key, byte[] bytes) {
        MessageDigest digest = Sha256.start();
        digest.update(key.value().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}
