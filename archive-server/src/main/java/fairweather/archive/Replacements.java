package fairweather.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which bytes come after those that an object had: given ones, or the old ones with one bit changed. */
final class Replacements {
    private final Map<String, byte[]> given = new ConcurrentHashMap<>();
    private final Set<String> replaced = ConcurrentHashMap.newKeySet();

    void give(String key, byte[] bytes) {
        given.put(key, bytes);
    }

    /** Replaces the object: with what was given, else once. */
    void replace(String key, Holdings holdings) {
        byte[] successor = given.remove(key);
        if (successor != null) {
            holdings.put(key, successor);
        } else if (replaced.add(key)) {
            holdings.find(key).ifPresent(content -> holdings.put(key, altered(content)));
        }
    }

    void forget() {
        given.clear();
        replaced.clear();
    }

    /** The bit lies at three quarters: in a GRIB message or a chunk that is in the values, not in what leads to them. */
    private static byte[] altered(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.body().send(0, content.body().length(), bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        byte[] altered = bytes.toByteArray();
        if (altered.length > 0) {
            altered[(int) (altered.length * 3L / 4)] ^= 1;
        }
        return altered;
    }
}
