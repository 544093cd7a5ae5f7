package fairweather.reference.cache;

import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The names under which fields are being written: each tells its writer, so that what a dead one left can go. */
final class Partials {
    private Partials() {}

    /** A name that nobody else has, beside the file: the file's, the process, sixteen digits, separated by dots. */
    static Path name(Path file, Machine machine) {
        return file.resolveSibling(
                file.getFileName() + "." + machine.process().text() + "." + machine.newName() + WholeFile.PARTIAL);
    }

    /**
     * Whether nobody will finish the file: its writer is dead, or cannot be judged and has not written for the term of
     * a lease.
     */
    static boolean abandoned(Path partial, Machine machine) throws IOException {
        OwnerProcess.Life life = writer(partial).map(machine.process()::judge).orElse(OwnerProcess.Life.UNKNOWN);
        return switch (life) {
            case ALIVE -> false;
            case DEAD -> true;
            case UNKNOWN -> {
                try {
                    Instant written = Files.getLastModifiedTime(partial).toInstant();
                    yield written.plus(Leases.TERM).isBefore(machine.time().instant());
                } catch (NoSuchFileException finished) {
                    yield false;
                }
            }
        };
    }

    private static Optional<OwnerProcess> writer(Path partial) {
        String[] parts = partial.getFileName().toString().split("\\.");
        return parts.length < 4 ? Optional.empty() : OwnerProcess.parse(parts[parts.length - 3]);
    }
}
