package fairweather.miner.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file for its owner alone, which is there whole or not at all. */
public final class OwnersFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    public OwnersFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** @throws IllegalStateException if others may use the file */
    static void requireOwnerOnly(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException("others than its owner may use " + file + "; it must have mode 600");
        }
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /** @throws IllegalStateException if others may use the file */
    public byte[] read() throws IOException {
        requireOwnerOnly(path);
        return Files.readAllBytes(path);
    }

    /** False if somebody else made the file first; then it stays as it is. */
    boolean create(byte[] content) throws IOException {
        Path whole = beside(content);
        try {
            Files.createLink(path, whole);
            return true;
        } catch (FileAlreadyExistsException somebodyWasFaster) {
            return false;
        } finally {
            Files.delete(whole);
        }
    }

    /** A crash leaves the old content or the new one. */
    public void replace(byte[] content) throws IOException {
        Path whole = beside(content);
        try {
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private Path beside(byte[] content) throws IOException {
        Files.createDirectories(path.getParent());
        Path whole = Files.createTempFile(
                path.getParent(), ".owners", null, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return Files.write(whole, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }
}
