package fairweather.scoring.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at processes by their number. */
final class Processes {
    private Processes() {}

    /** True if it runs; one that has ended and was not yet fetched by its parent does not. */
    static boolean alive(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .noneMatch(line -> line.startsWith("State:") && (line.contains("Z") || line.contains("X")));
        } catch (IOException gone) {
            return false;
        }
    }
}
