package fairweather.deploy.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.deploy.Demonstration;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.Service;
import fairweather.deploy.api.RunView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * One run over 256 miners of which every second is hostile, to its end. Miners get little time for an answer, the truth
 * exists for one lead only, and waiting takes no time: see {@link TimeLapse}.
 */
final class HostileRun implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(300);

    /** The analyses that are left: the start, 12 h for Day 1, and the lead of 120 h. */
    private static final Set<String> KEPT = Set.of(
            "2018-10-06T18:00:00Z",
            "2018-10-06T21:00:00Z",
            "2018-10-07T06:00:00Z",
            "2018-10-11T18:00:00Z");

    private final Demonstration demonstration;
    private final Path directory;
    private final RunView view;
    private final Rows rows;

    private HostileRun(Demonstration demonstration, Path directory, RunView view) throws SQLException {
        this.demonstration = demonstration;
        this.directory = directory;
        this.view = view;
        this.rows = new Rows(demonstration);
    }

    /**
     * @param firstKnob how many knobs are left out
     * @param directory an empty one for what this run needs
     */
    static HostileRun of(Path root, int miners, int firstKnob, Path directory) throws IOException, SQLException {
        DemonstrationOptions options = DemonstrationOptions.at(root)
                .withMiners(miners)
                .withFleet(
                        "--hostile",
                        "--first-knob",
                        Integer.toString(firstKnob),
                        "--tokens-file",
                        directory.resolve("tokens").toString())
                .withSettings(
                        Service.GATEWAY,
                        Map.of(
                                "fairweather.validator.key-file",
                                directory.resolve("validator.key").toString(),
                                "fairweather.miner.timeout.connect",
                                "1s",
                                "fairweather.miner.timeout.initiate",
                                "3s",
                                "fairweather.miner.timeout.poll",
                                "3s",
                                "fairweather.miner.timeout.access",
                                "5s",
                                "fairweather.miner.timeout.manifest",
                                "5s",
                                "fairweather.miner.timeout.chunk",
                                "3s",
                                "fairweather.miner.chunk.rate-grace",
                                "1s"))
                .withSettings(
                        Service.SCORING,
                        Map.of(
                                "fairweather.reference.directories.demo",
                                shortReference(root.resolve("demo/data"), directory.resolve("reference"))
                                        .toString(),
                                "fairweather.scoring.slots.day1",
                                "8",
                                "fairweather.scoring.slots.era5",
                                "8"));
        Demonstration demonstration = Demonstration.start(options);
        try (TimeLapse lapse = TimeLapse.over(demonstration.database())) {
            return new HostileRun(demonstration, directory, demonstration.awaitEnd(LIMIT));
        } catch (SQLException | RuntimeException trouble) {
            demonstration.close();
            throw trouble;
        }
    }

    /** The demonstration's data without most of its analyses. */
    private static Path shortReference(Path data, Path directory) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode index = (ObjectNode) json.readTree(data.resolve("index.json").toFile());
        Iterator<JsonNode> files = ((ArrayNode) index.get("files")).elements();
        while (files.hasNext()) {
            JsonNode file = files.next();
            if (file.has("valid_time") && !KEPT.contains(file.get("valid_time").asText())) {
                files.remove();
            } else {
                Path copy = directory.resolve(file.get("file").asText());
                Files.createDirectories(copy.getParent());
                Files.copy(data.resolve(file.get("file").asText()), copy);
            }
        }
        json.writeValue(directory.resolve("index.json").toFile(), index);
        return directory;
    }

    Demonstration demonstration() {
        return demonstration;
    }

    Path directory() {
        return directory;
    }

    RunView view() {
        return view;
    }

    Rows rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        demonstration.close();
    }
}
