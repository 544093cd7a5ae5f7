package fairweather.postgres;

import fairweather.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it directly; root runs it inside a user namespace of its
 * own, where root is unmapped, or, where such namespaces are refused (most containers), as the user 65534.
 */
enum Privileges {
    DIRECT,
    USER_NAMESPACE,
    NOBODY;

    private static final int NOBODY_ID = 65534;

    /** @throws IOException with a sentence for whoever started us, if PostgreSQL cannot run here */
    static Privileges detect() throws IOException {
        if (!ownedByRoot(Path.of("/proc/self"))) {
            return DIRECT;
        }
        if (ChildProcess.runs("unshare", "-U", "true")) {
            return USER_NAMESPACE;
        }
        if (ChildProcess.runs(NOBODY.command(List.of("true")).toArray(String[]::new))) {
            return NOBODY;
        }
        throw new IOException("PostgreSQL does not run as root, and neither unshare nor setpriv (package"
                + " util-linux) works here: run as an ordinary user");
    }

    List<String> command(List<String> command) {
        List<String> prefixed = new ArrayList<>(
                switch (this) {
                    case DIRECT -> List.<String>of();
                    case USER_NAMESPACE -> List.of("unshare", "-U");
                    case NOBODY -> List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups");
                });
        prefixed.addAll(command);
        return prefixed;
    }

    /** Gives a directory and all in it to the user that PostgreSQL will run as. */
    void own(Path directory) throws IOException {
        if (this != NOBODY) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", NOBODY_ID);
                Files.setAttribute(path, "unix:gid", NOBODY_ID);
            }
        }
    }

    private static boolean ownedByRoot(Path path) throws IOException {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid") == 0;
        } catch (IOException | UnsupportedOperationException unreadable) {
            throw new IOException("the embedded PostgreSQL runs on Linux only", unreadable);
        }
    }
}
