package fairweather.scorecard.location;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Temporary files for what was fetched and has to be read at any place; deleted at the end. */
public final class Scratch implements Closeable {
    private final List<Path> files = new ArrayList<>();

    Path file() throws IOException {
        Path file = Files.createTempFile("fairweather-score-", ".data");
        files.add(file);
        return file;
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
