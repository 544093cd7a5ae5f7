package fairweather.reference.cache;

import java.io.IOException;
import java.nio.file.Path;

/** How many bytes more can be written below a directory. */
@FunctionalInterface
public interface FreeSpace {
    long bytes(Path directory) throws IOException;
}
