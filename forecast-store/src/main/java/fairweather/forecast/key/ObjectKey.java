package fairweather.forecast.key;

import fairweather.failure.Code;
import fairweather.failure.FailureException;

/**
 * The name of one object inside a store, for example {@code t/0.3.0.0}: at most 8 segments of {@code [A-Za-z0-9_.-]},
 * none of them {@code .} or {@code ..}, at most 255 characters in all. Such a name needs no percent-encoding and cannot
 * leave the store's directory.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    public static final int MAX_LENGTH = 255;
    public static final int MAX_SEGMENTS = 8;

    public static final ObjectKey MANIFEST = new ObjectKey("manifest.json");
    public static final ObjectKey MANIFEST_SIGNATURE = new ObjectKey("manifest.sig");
    public static final ObjectKey CONSOLIDATED_METADATA = new ObjectKey(".zmetadata");

    public ObjectKey {
        if (!isValid(value)) {
            throw new FailureException(Code.PROTOCOL, "the name of an object breaks the rules for keys");
        }
    }

    /** @throws FailureException with {@link Code#PROTOCOL} if the text is not a valid key */
    public static ObjectKey of(String text) {
        return new ObjectKey(text);
    }

    public static boolean isValid(String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        int segments = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                String segment = text.substring(start, i);
                if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                    return false;
                }
                if (i < text.length() && ++segments > MAX_SEGMENTS) {
                    return false;
                }
                start = i + 1;
            } else if (!allowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    /** The last segment, for example {@code .zarray}. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** True for the two objects that are never listed in a manifest. */
    public boolean isManifestFile() {
        return equals(MANIFEST) || equals(MANIFEST_SIGNATURE);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
