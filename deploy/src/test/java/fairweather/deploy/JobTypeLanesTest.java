package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each type of work has a lane in the service that it belongs to, and in no other. */
class JobTypeLanesTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final Path TYPES = ROOT.resolve("shared-model/src/main/java/fairweather/job/JobType.java");
    private static final Pattern LANE = Pattern.compile("[lL]ane\\(\\s*JobType\\.(\\w+)");

    private static Set<String> typesOf(String service) throws IOException {
        Pattern type = Pattern.compile("(\\w+)\\(\\s*\"weather[\\w.]+\",\\s*Service\\." + service);
        return type.matcher(Files.readString(TYPES))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lanesOf(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
            List<String> sources = files.filter(path -> path.toString().endsWith(".java"))
                    .map(JobTypeLanesTest::text)
                    .toList();
            return sources.stream()
                    .flatMap(source -> LANE.matcher(source).results())
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    @Tag("P-26")
    void every_type_that_is_produced_is_claimed_by_its_own_service() throws IOException {
        assertThat(typesOf("ORCHESTRATOR")).isNotEmpty();
        assertThat(lanesOf("orchestrator-service")).containsExactlyInAnyOrderElementsOf(typesOf("ORCHESTRATOR"));
        assertThat(typesOf("SCORING")).isNotEmpty();
        assertThat(lanesOf("scoring-service")).containsExactlyInAnyOrderElementsOf(typesOf("SCORING"));
    }

    @Test
    @Tag("F-07")
    void no_type_of_work_is_maintenance() throws IOException {
        assertThat(typesOf("\\w+"))
                .containsExactlyInAnyOrder(
                        "ORCHESTRATE",
                        "SEED",
                        "INITIATE_FETCH",
                        "QUERY_MINER",
                        "POLL_MINER",
                        "DAY1",
                        "ERA5_TRUTH",
                        "ERA5");
    }
}
