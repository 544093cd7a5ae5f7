package fairweather.reference.cache;

import fairweather.reference.file.FieldFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the disk has room for what is about to be fetched. */
final class Room {
    /** A field on a grid of a quarter of a degree, with its header. */
    private static final long BYTES_OF_A_FIELD = 721L * 1440 * Float.BYTES + 64 * 1024;

    /** How much more than needed must be free: others write as well. */
    private static final double MARGIN = 1.2;

    private static final long MIB = 1L << 20;

    private final Layout layout;
    private final FreeSpace space;

    Room(Layout layout, FreeSpace space) {
        this.layout = layout;
        this.space = space;
    }

    /** Why a flight of so many fields must not begin, or empty. */
    Optional<String> refusal(String source, int fields) throws IOException {
        long needed = (long) (fields * bytesOfAField(layout.source(source)) * MARGIN);
        long free = space.bytes(layout.fields());
        return free >= needed
                ? Optional.empty()
                : Optional.of("the field cache's disk has " + free / MIB + " MiB free, " + (needed + MIB - 1) / MIB
                        + " MiB are needed");
    }

    /** As large as another one of the source; all of a source lie on one grid. */
    private static long bytesOfAField(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> any = files.filter(file -> file.toString().endsWith(FieldFile.SUFFIX))
                    .findAny();
            return any.isPresent() ? Files.size(any.get()) : BYTES_OF_A_FIELD;
        } catch (NoSuchFileException none) {
            return BYTES_OF_A_FIELD;
        }
    }

    /** Whether a write failed for want of room; the kernel says so in words only. */
    static boolean lacking(IOException failed) {
        String reason = failed instanceof FileSystemException named ? named.getReason() : failed.getMessage();
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota exceeded");
    }
}
