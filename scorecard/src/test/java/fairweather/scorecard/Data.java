package fairweather.scorecard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The collection of real weather data beside the repository. */
final class Data {
    static final Path COLLECTION = Path.of("..", "..", "shared", "data");

    private Data() {}

    /** A file or folder of the collection; skips the test if there is none. */
    static String path(String name) {
        Path path = COLLECTION.resolve(name);
        assumeTrue(Files.exists(path), "skipped: the collection of weather data (" + name + ") is not here");
        return path.toString();
    }

    /** Figures computed in numpy, independent of this code. */
    static JsonNode scores(String set) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(path("reference-scores.json")).toFile())
                .get(set);
    }
}
