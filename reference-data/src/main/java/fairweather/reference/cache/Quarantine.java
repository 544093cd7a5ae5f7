package fairweather.reference.cache;

import fairweather.reference.file.FieldFile;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Files that must not be believed, kept for whoever wants to know why, each with its reason beside it. Only the newest
 * are kept.
 */
final class Quarantine {
    static final int MOST_FILES = 20;
    static final long MOST_BYTES = 1L << 30;

    private static final String REASON = ".txt";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Machine machine;

    Quarantine(Path directory, Machine machine) {
        this.directory = directory;
        this.machine = machine;
    }

    /** Moves the file here; false if there is none. */
    boolean take(Path file, String source, String why) throws IOException {
        String name = STAMP.format(machine.time().instant()) + "-" + machine.newName() + "-" + source + "-"
                + file.getFileName();
        Path kept = directory.resolve(name);
        try {
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException elsewhere) {
            return false;
        }
        writeReason(name, why);
        prune();
        return true;
    }

    /** Empty if it was not written. */
    static String reason(Path kept) throws IOException {
        try {
            return Files.readString(kept.resolveSibling(kept.getFileName() + REASON))
                    .strip();
        } catch (NoSuchFileException lost) {
            return "";
        }
    }

    private void writeReason(String name, String why) throws IOException {
        byte[] text = (why + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        try {
            WholeFile.writeLightly(directory.resolve(name + REASON), directory.resolve(name + WholeFile.PARTIAL), text);
        } catch (IOException trouble) {
            // On a full disk the file is out of the way, which is what matters, and its reason is lost.
            if (!Room.lacking(trouble)) {
                throw trouble;
            }
        }
    }

    /** Several processes may do this at once: each removes what is beyond the bounds, whoever comes first. */
    private void prune() throws IOException {
        long bytes = 0;
        int files = 0;
        for (Path file : newestFirst()) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException elsewhere) {
                continue;
            }
            if (++files > MOST_FILES || files > 1 && bytes > MOST_BYTES) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + REASON));
            }
        }
    }

    /** Names begin with the time. */
    private List<Path> newestFirst() throws IOException {
        return Layout.listed(directory, FieldFile.SUFFIX).reversed();
    }
}
