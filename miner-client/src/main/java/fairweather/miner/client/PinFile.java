package fairweather.miner.client;

import fairweather.miner.identity.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file of the certificate keys that were seen first: one line per hotkey, the hotkey and the SHA-256 of the key,
 * sorted. Only its owner may use it. Deleting a line (while the service is down) trusts the next key that is shown.
 */
final class PinFile {
    private static final Pattern LINE = Pattern.compile("([!-~]{1,100}) ([0-9a-f]{64})");

    private final Path path;
    private final OwnersFile file;

    PinFile(Path path) {
        this.path = path;
        this.file = new OwnersFile(path);
    }

    /** @throws IllegalStateException if others may use the file or it holds anything else */
    Map<String, String> read() {
        Map<String, String> pins = new TreeMap<>();
        try {
            if (!file.exists()) {
                return pins;
            }
            String text = new String(file.read(), StandardCharsets.US_ASCII);
            for (String line : text.lines().toList()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new IllegalStateException(path + " has a line that is not a hotkey and a SHA-256");
                }
                pins.put(parts.group(1), parts.group(2));
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("the file of certificate keys cannot be read", unusable);
        }
        return pins;
    }

    /** Replaces the file as a whole, so that a crash leaves the old one or the new one; one writing at a time. */
    synchronized void write(Supplier<Map<String, String>> pins) throws IOException {
        String text = new TreeMap<>(pins.get())
                .entrySet().stream()
                        .map(pin -> pin.getKey() + " " + pin.getValue() + "\n")
                        .collect(Collectors.joining());
        file.replace(text.getBytes(StandardCharsets.US_ASCII));
    }
}
