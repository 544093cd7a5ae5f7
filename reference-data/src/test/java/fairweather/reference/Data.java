package fairweather.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests' real data are: the demonstration's in the repository, and a larger collection beside it. */
public final class Data {
    public static final Path DEMO = Path.of("..", "demo", "data");
    private static final Path COLLECTION = Path.of("..", "..", "shared", "data");

    private Data() {}

    public static byte[] demo(String file) throws IOException {
        return Files.readAllBytes(DEMO.resolve(file));
    }

    /** A file of the collection; skips the test if there is none. */
    public static Path collection(String file) {
        Path path = COLLECTION.resolve(file);
        assumeTrue(Files.exists(path), "skipped: the collection of weather data (" + file + ") is not here");
        return path;
    }
}
