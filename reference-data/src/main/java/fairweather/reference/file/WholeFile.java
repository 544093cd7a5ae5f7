package fairweather.reference.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that are there whole or not at all, readable by the owner and its group and by nobody else. */
public final class WholeFile {
    /** How a name ends under which something is being written. */
    public static final String PARTIAL = ".partial";

    private WholeFile() {}

    /**
     * Writes under the temporary name, in the same directory, and renames; on the disk when this returns. After a
     * failure the temporary name is free and the old file, if there was one, still there.
     *
     * @return the state of the new file, taken before anybody else could replace it
     */
    public static BasicFileAttributes write(Path file, Path temporary, byte[] bytes) throws IOException {
        try {
            Files.createFile(temporary, permissions(file, "rw-r-----"));
            // A stream and no channel: an interrupt would close a channel in the middle of the file.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            BasicFileAttributes written = Files.readAttributes(temporary, BasicFileAttributes.class);
            replace(file, temporary);
            sync(file.getParent());
            return written;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * The same for a file that one writer at a time writes: the temporary name is the file's own with {@link #PARTIAL},
     * and what an earlier writer left under it is in nobody's way.
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + PARTIAL);
        Files.deleteIfExists(temporary);
        write(file, temporary, bytes);
    }

    /** The same without waiting for the disk, for what is worthless after a crash of the machine. */
    public static void writeLightly(Path file, Path temporary, byte[] bytes) throws IOException {
        try {
            Files.createFile(temporary, permissions(file, "rw-r-----"));
            try (OutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(bytes);
            }
            replace(file, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public static void directories(Path directory) throws IOException {
        Files.createDirectories(directory, permissions(directory, "rwxr-x---"));
    }

    private static void replace(Path file, Path temporary) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A rename is only as lasting as its directory. */
    private static void sync(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String posix) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
