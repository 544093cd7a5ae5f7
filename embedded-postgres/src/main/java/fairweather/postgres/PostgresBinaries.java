package fairweather.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks PostgreSQL from its jar, once per user and version of the binaries, into the directory for temporary
 * files. Any number of processes may do so at once: each unpacks into a directory of its own, and a rename decides
 * whose is kept.
 *
 * <p>The place can be guessed and the directory for temporary files is shared, so what lies there is used only if it
 * is ours and nobody else can write to it. Otherwise this JVM unpacks for itself, where nobody can guess, and removes
 * that when it ends.
 */
final class PostgresBinaries {
    private static final String RESOURCE = "/postgres-linux-x86_64.txz";
    /** Holds the number of unpacked files, since cleaners of temporary directories remove single old files. */
    private static final String MARKER = "unpacked.count";

    private static Path unshared;

    private PostgresBinaries() {}

    /** The directory that contains {@code bin/postgres}, unpacked now if it is not there yet. */
    static Path unpacked() throws IOException {
        String key = System.getProperty("user.name") + "-" + hash().substring(0, 16);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path target = temporary.resolve("fairweather-postgres-" + key);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !trusted(target)) {
            return unshared(temporary);
        }
        if (complete(target)) {
            return target;
        }
        Path ours = Files.createTempDirectory(temporary, "fairweather-postgres-unpacking-");
        try {
            unpack(ours);
            // An incomplete target is what a cleaner left; it is moved away with what else we do not need.
            if (Files.exists(target) && !complete(target)) {
                Directories.delete(target);
            }
            Files.move(ours, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            if (!complete(target)) {
                throw failed;
            }
        } finally {
            Directories.delete(ours);
        }
        return target;
    }

    private static synchronized Path unshared(Path temporary) throws IOException {
        if (unshared == null || !Files.exists(unshared)) {
            Path directory = Files.createTempDirectory(temporary, "fairweather-postgres-unshared-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory)));
            unpack(directory);
            unshared = directory;
        }
        return unshared;
    }

    private static void deleteQuietly(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException leftover) {
            System.err.println("a temporary directory remains: " + leftover.getMessage());
        }
    }

    private static void unpack(Path directory) throws IOException {
        int count = 0;
        try (InputStream packed = resource();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("the archive of PostgreSQL reaches outside its directory");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
                count++;
            }
        }
        // Readable by everybody whatever the umask: started by root, the server runs as another user.
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path :
                    (Iterable<Path>) paths.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))::iterator) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Files.writeString(directory.resolve(MARKER), Integer.toString(count));
    }

    /** Whether a directory, and not a link to one, belongs to us and can be written by nobody else. */
    private static boolean trusted(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !ours(directory)) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        return !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean ours(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")));
    }

    private static boolean complete(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER);
        if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS) || !trusted(directory)) {
            return false;
        }
        long expected = Long.parseLong(Files.readString(marker).strip());
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                            .count()
                    == expected + 1;
        }
    }

    private static String hash() throws IOException {
        try (InputStream packed = resource();
                DigestInputStream digest = new DigestInputStream(packed, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream resource() throws IOException {
        InputStream packed = PostgresBinaries.class.getResourceAsStream(RESOURCE);
        if (packed == null) {
            throw new IOException("the binaries of PostgreSQL (" + RESOURCE + ") are not on the class path");
        }
        return packed;
    }
}
