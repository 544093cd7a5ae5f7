package fairweather.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
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
        return quoted(md5().digest(bytes));
    }

    String etag(Path file, BasicFileAttributes attributes) {
        State state = new State(file, attributes.size(), attributes.lastModifiedTime());
        return known.computeIfAbsent(state, unread -> read(file));
    }

    private static String read(Path file) {
        MessageDigest digest = md5();
        try (OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, into);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return quoted(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String quoted(byte[] digest) {
        return '"' + HexFormat.of().formatHex(digest) + '"';
    }
}
