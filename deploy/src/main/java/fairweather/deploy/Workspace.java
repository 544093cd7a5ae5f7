package fairweather.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directories of one demonstration: what stays for reading afterwards ({@code run/<time>} with the logs and
 * {@code demo.json}) and what is temporary and deleted by {@link #close()}.
 */
final class Workspace implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private static final int LAST_WORDS = 5;

    private final Path kept;
    private final Path temporary;

    private Workspace(Path kept, Path temporary) {
        this.kept = kept;
        this.temporary = temporary;
    }

    static Workspace create(Path root, Clock clock) throws IOException {
        String stamp = STAMP.format(clock.instant().atOffset(java.time.ZoneOffset.UTC));
        Path kept = root.resolve("run").resolve(stamp);
        for (int n = 2; Files.exists(kept); n++) {
            kept = root.resolve("run").resolve(stamp + "-" + n);
        }
        Files.createDirectories(kept.resolve("logs"));
        return new Workspace(kept, Files.createTempDirectory("fairweather-demo-"));
    }

    Path kept() {
        return kept;
    }

    Path log(String name) {
        return kept.resolve("logs").resolve(name + ".log");
    }

    /** The last lines of a log, each on a line of its own below what goes before; nothing if there is none. */
    String lastWords(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name));
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LAST_WORDS))
                    .map(line -> System.lineSeparator() + "  " + line)
                    .collect(Collectors.joining());
        } catch (IOException none) {
            return "";
        }
    }

    Path temporary(String name) {
        return temporary.resolve(name);
    }

    /** Writes a file that only its owner may read, whole or not at all. */
    void writePrivate(String name, byte[] content) throws IOException {
        Path part = Files.createTempFile(
                kept,
                name,
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, content);
        Files.move(
                part,
                kept.resolve(name),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(temporary)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
