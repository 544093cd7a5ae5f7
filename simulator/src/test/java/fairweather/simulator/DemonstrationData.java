package fairweather.simulator;

import fairweather.simulator.forecast.WindArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Finds the demonstration's winds, which lie beside the modules in {@code demo/data}. */
public final class DemonstrationData {
    public static final Instant START = Instant.parse("2018-10-06T18:00:00Z");

    private static final WindArchive ARCHIVE = WindArchive.open(directory());

    private DemonstrationData() {}

    public static Path directory() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("demo/data/index.json"))) {
            here = here.getParent();
        }
        return here.resolve("demo/data");
    }

    /** One archive for all tests of a JVM: it is read once. */
    public static WindArchive archive() {
        return ARCHIVE;
    }
}
