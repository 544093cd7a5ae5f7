package fairweather.miner.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What opens a sealed key; wiped when closed. It comes from a file or from the environment, never from an argument, which
 * everybody on the machine could read.
 */
public final class Passphrase implements AutoCloseable {
    /** The variable that is read where no file is named. */
    public static final String VARIABLE = "FAIRWEATHER_VALIDATOR_PASSPHRASE";

    private final byte[] utf8;

    private Passphrase(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * The first line of the file, if one is named, else the variable; empty if there is neither.
     *
     * @throws IllegalStateException if the passphrase is empty or others may read the file
     */
    public static Optional<Passphrase> of(Optional<Path> file, Map<String, String> environment) {
        Optional<byte[]> found = file.isPresent()
                ? file.map(Passphrase::firstLine)
                : Optional.ofNullable(environment.get(VARIABLE)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (found.isPresent() && found.get().length == 0) {
            throw new IllegalStateException("the passphrase is empty");
        }
        return found.map(Passphrase::new);
    }

    private static byte[] firstLine(Path file) {
        try {
            OwnersFile.requireOwnerOnly(file);
            byte[] all = Files.readAllBytes(file);
            int length = 0;
            while (length < all.length && all[length] != '\n' && all[length] != '\r') {
                length++;
            }
            byte[] line = Arrays.copyOf(all, length);
            Arrays.fill(all, (byte) 0);
            return line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the passphrase file cannot be read", unreadable);
        }
    }

    int length() {
        return utf8.length;
    }

    /** The bytes themselves, not a copy. */
    byte[] bytes() {
        return utf8;
    }

    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Passphrase";
    }
}
