package fairweather.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Adds each access token to a file, one a line, so that somebody can look for them where they must not be. */
final class TokensFile implements Consumer<String> {
    private final Path file;

    TokensFile(Path file) throws IOException {
        this.file = file;
        Files.writeString(file, "");
    }

    @Override
    public synchronized void accept(String token) {
        try {
            Files.writeString(file, token + "\n", StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
