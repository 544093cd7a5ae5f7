package fairweather.deploy.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.deploy.Demonstration;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.Service;
import fairweather.deploy.api.Miner;
import fairweather.deploy.api.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run showed in which every second miner is hostile. Miners get little time for an answer, the truth
 * exists for one lead only, and waiting takes no time: see {@link TimeLapse}.
 */
final class HostileRun {
    private static final String TOKENS = "tokens";
    private static final String KEY = "validator.key";
    private static final Duration LIMIT = Duration.ofSeconds(300);

    /** The analyses that are left: the start, 12 h for Day 1, and the lead of 120 h. */
    private static final Set<String> KEPT =
            Set.of("2018-10-06T18:00:00Z", "2018-10-06T21:00:00Z", "2018-10-07T06:00:00Z", "2018-10-11T18:00:00Z");

    private final RunView view;
    private final Map<String, Fate> good;
    private final Map<String, Fate> hostile;
    private final Map<Integer, List<String>> goodRows;
    private final Map<String, Long> violations;
    private final List<String> blocks;
    private final Leaks.Findings leaks;

    private HostileRun(Demonstration demonstration, Path directory, RunView view)
            throws IOException, SQLException, InterruptedException {
        this.view = view;
        try (Rows rows = new Rows(demonstration)) {
            good = Fate.inTheDatabase(rows, false);
            hostile = Fate.inTheDatabase(rows, true);
            Set<Integer> even = demonstration.miners().stream()
                    .map(Miner::uid)
                    .filter(uid -> uid % 2 == 0)
                    .collect(Collectors.toSet());
            goodRows = rows.ofMiners(Rows.EVERYTHING, even);
        }
        violations = demonstration.invariantViolations();
        blocks = demonstration.measurements().stream()
                .map(each -> each.name() + " " + each.eventLoopBlocks())
                .toList();
        leaks = Leaks.of(demonstration, directory.resolve(TOKENS), directory.resolve(KEY));
    }

    /**
     * Starts everything, runs to the end, reads what there is and stops everything.
     *
     * @param firstKnob how many knobs are left out
     * @param directory an empty one for what this run needs
     */
    static HostileRun of(Path root, int miners, int firstKnob, Path directory)
            throws IOException, SQLException, InterruptedException {
        DemonstrationOptions options = DemonstrationOptions.at(root)
                .withMiners(miners)
                .withFleet("--hostile", "--first-knob", Integer.toString(firstKnob))
                .withFleet("--tokens-file", directory.resolve(TOKENS).toString())
                .withSettings(Service.GATEWAY, impatience(directory.resolve(KEY)))
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
        try (Demonstration demonstration = Demonstration.start(options);
                TimeLapse lapse = TimeLapse.over(demonstration)) {
            RunView view = demonstration.awaitEnd(LIMIT);
            lapse.stop();
            return new HostileRun(demonstration, directory, view);
        }
    }

    /** Little time for hostile miners, and enough for good ones on a busy machine. */
    private static Map<String, String> impatience(Path validatorKey) {
        return Map.of(
                "fairweather.validator.key-file", validatorKey.toString(),
                "fairweather.miner.timeout.connect", "1s",
                "fairweather.miner.timeout.initiate", "5s",
                "fairweather.miner.timeout.poll", "10s",
                "fairweather.miner.timeout.access", "20s",
                "fairweather.miner.timeout.manifest", "20s",
                "fairweather.miner.timeout.chunk", "3s",
                "fairweather.miner.chunk.minimum-rate", "1024",
                "fairweather.miner.chunk.rate-grace", "1s");
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

    RunView view() {
        return view;
    }

    /** The good miners' fates, by label. */
    Map<String, Fate> good() {
        return good;
    }

    /** The hostile miners' fates, by knob. */
    Map<String, Fate> hostile() {
        return hostile;
    }

    /** All rows of the good miners, by uid, without what may differ between two runs. */
    Map<Integer, List<String>> goodRows() {
        return goodRows;
    }

    Map<String, Long> violations() {
        return violations;
    }

    /** How often each process's event loops were blocked. */
    List<String> blocks() {
        return blocks;
    }

    Leaks.Findings leaks() {
        return leaks;
    }
}
