package fairweather.archive;

import fairweather.archive.wire.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The objects of an archive: mounted directories, and over them single objects that were put or removed. Of several
 * mounts the one with the longest prefix has a key.
 */
final class Holdings {
    private final NavigableMap<String, Path> mounts = new ConcurrentSkipListMap<>();
    private final Map<String, Optional<Content>> overlay = new ConcurrentHashMap<>();
    private final Checksums checksums = new Checksums();
    private final InstantSource clock;

    Holdings(InstantSource clock) {
        this.clock = clock;
    }

    void mount(String prefix, Path directory) {
        try {
            mounts.put(directoryPrefix(prefix), directory.toRealPath());
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    void put(String key, byte[] bytes) {
        overlay.put(key, Optional.of(new Content(Body.of(bytes), Checksums.etag(bytes), clock.instant())));
    }

    void put(String key, Path file) {
        overlay.put(key, Optional.of(content(file).orElseThrow(() -> new IllegalArgumentException("no file " + file))));
    }

    void remove(String key) {
        overlay.put(key, Optional.empty());
    }

    void restore(String key) {
        overlay.remove(key);
    }

    Optional<Content> find(String key) {
        Optional<Content> laid = overlay.get(key);
        return laid != null ? laid : mounted(key);
    }

    static String directoryPrefix(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private Optional<Content> mounted(String key) {
        return mounts.descendingMap().entrySet().stream()
                .filter(mount -> key.startsWith(mount.getKey()))
                .findFirst()
                .flatMap(mount ->
                        within(mount.getValue(), key.substring(mount.getKey().length())));
    }

    /** Neither dots in a key nor a link in the directory lead out of it. */
    private Optional<Content> within(Path root, String key) {
        try {
            Path file = root.resolve(key);
            return Files.isRegularFile(file) && file.toRealPath().startsWith(root) ? content(file) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<Content> content(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Content(
                            Body.of(file, attributes.size()),
                            checksums.etag(file, attributes),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
