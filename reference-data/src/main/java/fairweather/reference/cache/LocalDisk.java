package fairweather.reference.cache;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses network file systems: there a rename may not be atomic for other machines, and a mapped file may change or
 * vanish under a reader.
 */
final class LocalDisk {
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "ceph",
            "lustre",
            "gpfs",
            "beegfs",
            "ncpfs",
            "davfs",
            "davfs2",
            "glusterfs",
            "ocfs2",
            "gfs2");

    /** File systems in user space that are known to be networks, as they appear after {@code fuse.}. */
    private static final Set<String> NETWORK_IN_USER_SPACE = Set.of(
            "sshfs",
            "glusterfs",
            "ceph",
            "s3fs",
            "gcsfuse",
            "rclone",
            "davfs",
            "davfs2",
            "curlftpfs",
            "blobfuse",
            "juicefs",
            "goofys",
            "mountpoint-s3",
            "nfs",
            "smbnetfs");

    private LocalDisk() {}

    /** @throws FailureException if the directory is on a network file system */
    static void require(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        if (isNetwork(type)) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "the field cache must lie on a local disk, but its directory is on a network file system (" + type
                            + ")");
        }
    }

    static boolean isNetwork(String type) {
        String word = type.toLowerCase(Locale.ROOT);
        return NETWORK.contains(word)
                || word.startsWith("fuse.") && NETWORK_IN_USER_SPACE.contains(word.substring("fuse.".length()));
    }
}
