package fairweather.reference.cache;

import java.nio.file.Path;

/**
 * What was found about one file.
 *
 * @param fault why it must not be believed; null if it is sound
 */
public record Verdict(String source, Path file, String fault) {
    public boolean sound() {
        return fault == null;
    }
}
