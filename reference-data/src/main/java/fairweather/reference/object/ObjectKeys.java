package fairweather.reference.object;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a key may be, whoever made it: a path downwards of ordinary names. Keys also come from what an archive says of
 * itself, so a key that could lead out of the base address, or mean different things to different readers, is none.
 */
final class ObjectKeys {
    /** What S3 and Google's store allow. */
    private static final int MOST_BYTES = 1024;

    private static final String UNRESERVED = "-._~";

    private ObjectKeys() {}

    /** Why this is no key; empty if it is one. */
    static Optional<String> flaw(String key) {
        if (key.isEmpty()) {
            return Optional.of("an empty key");
        }
        if (key.startsWith("/")) {
            return Optional.of("an absolute key");
        }
        if (key.codePoints().anyMatch(ObjectKeys::unseenOrBackslash)) {
            return Optional.of("a key with control characters, halves of characters or backslashes");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("a key of more than " + MOST_BYTES + " bytes");
        }
        for (String name : names(key)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return Optional.of("a key with an empty, '.' or '..' part");
            }
        }
        return Optional.empty();
    }

    private static boolean unseenOrBackslash(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> character == '\\';
        };
    }

    static List<String> names(String key) {
        return List.of(key.split("/", -1));
    }

    /** The key as it stands in an address: everything percent-encoded but what every server takes literally. */
    static String encoded(String key) {
        StringBuilder address = new StringBuilder(key.length() + 16);
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (character == '/' || literal(character)) {
                address.append(character);
            } else {
                address.append('%').append("%02X".formatted(each & 0xff));
            }
        }
        return address.toString();
    }

    private static boolean literal(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || UNRESERVED.indexOf(character) >= 0;
    }
}
