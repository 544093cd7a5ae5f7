package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Objects in a directory. Links within it are followed as long as they stay in it. Size, time of change and identity of
 * a file are its state; a file that changes while it is read is CHANGED.
 */
final class FileObjectStore implements ObjectStore {
    private final Path directory;

    FileObjectStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Reads from a file that was found. */
    private interface Reading<T> {
        T read(Path file, ObjectInfo info) throws IOException;
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return with(Subject.of(describe(), key), (file, info) -> info);
    }

    @Override
    public Optional<StoredObject> get(String key, long most) {
        Subject subject = Subject.of(describe(), key);
        return with(subject, (file, info) -> {
            if (info.length() > Math.min(most, ByteRange.MOST_BYTES)) {
                throw subject.trouble(Kind.OVERSIZE, info.length() + " bytes, of which " + most + " are allowed");
            }
            return part(subject, file, info, 0, info.length());
        });
    }

    @Override
    public Optional<StoredObject> range(String key, long from, long to, String etag) {
        Subject subject = Subject.of(describe(), key);
        ByteRange range = ByteRange.of(from, to, subject);
        return with(subject, (file, info) -> {
            if (etag != null && !etag.equals(info.etag())) {
                throw subject.changed();
            }
            if (to >= info.length()) {
                throw subject.trouble(
                        Kind.REFUSED, "the file has " + info.length() + " bytes and ends before byte " + to);
            }
            return part(subject, file, info, from, range.length());
        });
    }

    @Override
    public String describe() {
        return directory.toString();
    }

    @Override
    public String toString() {
        return describe();
    }

    private <T> Optional<T> with(Subject subject, Reading<T> reading) {
        Path root = root(subject);
        try {
            Path file = root.resolve(subject.key()).toRealPath();
            if (!file.startsWith(root)) {
                throw subject.trouble(Kind.REFUSED, "a link leads out of the directory");
            }
            BasicFileAttributes attributes = attributes(file);
            if (attributes.isDirectory()) {
                return Optional.empty();
            }
            if (!attributes.isRegularFile()) {
                throw subject.trouble(Kind.REFUSED, "no ordinary file");
            }
            return Optional.of(reading.read(file, info(subject, attributes)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (InvalidPathException unnameable) {
            throw subject.trouble(Kind.REFUSED, "no name that a file of this machine can have", unnameable);
        } catch (ClosedByInterruptException stopped) {
            throw new CancellationException("reading a file was interrupted");
        } catch (AccessDeniedException denied) {
            throw subject.trouble(Kind.DENIED, "the file may not be read", denied);
        } catch (IOException broken) {
            if (belowAFile(root, subject)) {
                return Optional.empty();
            }
            throw subject.trouble(Kind.UNREACHABLE, "the file cannot be read", broken);
        }
    }

    /** The operating system calls that another error than a file's absence. */
    private static boolean belowAFile(Path root, Subject subject) {
        return Stream.iterate(root.resolve(subject.key()).getParent(), path -> !path.equals(root), Path::getParent)
                .anyMatch(Files::isRegularFile);
    }

    /** Looked up each time, so that a link to today's directory may be turned; a directory that is gone has no objects to be absent. */
    private Path root(Subject subject) {
        try {
            return directory.toRealPath();
        } catch (IOException gone) {
            throw subject.trouble(Kind.UNREACHABLE, "the directory is not there, or not to be read", gone);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static ObjectInfo info(Subject subject, BasicFileAttributes attributes) {
        String etag = "\"%x-%x-%s\""
                .formatted(
                        attributes.size(),
                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                        Integer.toHexString(String.valueOf(attributes.fileKey()).hashCode()));
        return new ObjectInfo(subject.key(), attributes.size(), etag);
    }

    private static StoredObject part(Subject subject, Path file, ObjectInfo info, long from, long length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        if (bytes.hasRemaining() || !info(subject, attributes(file)).equals(info)) {
            throw subject.trouble(Kind.CHANGED, "the file changed while it was read");
        }
        return new StoredObject(info, bytes.array());
    }
}
