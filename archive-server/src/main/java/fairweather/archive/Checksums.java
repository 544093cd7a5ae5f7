package fairweather.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** ETags as object stores make them: MD5 in quotes. Files are read once for it, and again when they have changed. */
final class Checksums {
    private record State(Path file, long length, FileTime modified) {}

    private final Map<State, String> known = new ConcurrentHashMap<>();

    static String etag(byte[] bytes) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes))
                    + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String etag(Path file, BasicFileAttributes attributes) {
        State state = new State(file, attributes.size(), attributes.lastModifiedTime());
        return known.computeIfAbsent(state, unread -> etag(bytes(file)));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
