package fairweather.reference.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells a file from the one that replaced it.
 *
 * @param file what the file system calls it, whatever its name; null where it has no such thing
 * @param size in bytes
 */
public record FileState(FileTime modified, Object file, long size) {

    public static FileState of(BasicFileAttributes attributes) {
        return new FileState(attributes.lastModifiedTime(), attributes.fileKey(), attributes.size());
    }

    public static FileState of(Path file) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class));
    }
}
