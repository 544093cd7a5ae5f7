package fairweather.archive.gfs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real files that tests use. */
final class Real {
    /** The demonstration's data, which are part of the repository. */
    static final Path DEMONSTRATION = Path.of("../demo/data");

    private Real() {}

    static byte[] demonstration(String file) throws IOException {
        return Files.readAllBytes(DEMONSTRATION.resolve("gfs").resolve(file));
    }

    static Path shared(String file) {
        Path path = Path.of("../../shared/data").resolve(file);
        assumeTrue(Files.exists(path), "skipped: there is no ../shared/data/" + file);
        return path;
    }
}
