package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of failures says the truth: each has its line, and each test that a line names exists and says by its tag
 * (or by its name) which failure it is about.
 */
class FailureCatalogueTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final Pattern LINE = Pattern.compile("^\\| ([PFI]-?\\d+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

    /** The annotations of a test method, up to its name. */
    private static final Pattern METHOD = Pattern.compile(
            "((?:@\\w+(?:\\((?:[^()\"]|\"[^\"]*\")*\\))?\\s+)+)(?:default\\s+|public\\s+)?void (\\w+)\\(");

    /** A reason is a sentence, not a word. */
    private static final int SHORTEST_REASON = 40;

    private record Line(String id, String failure, String proof) {
        List<String> tests() {
            return NAMED.matcher(proof)
                    .results()
                    .map(found -> found.group(1) + "#" + found.group(2))
                    .toList();
        }

        String reason() {
            return NAMED.matcher(proof).replaceAll("").strip();
        }
    }

    private static final Map<String, Line> LINES = new TreeMap<>();
    private static final Map<String, String> ANNOTATIONS = new TreeMap<>();

    @BeforeAll
    static void readTableAndTests() throws IOException {
        for (String text : Files.readAllLines(ROOT.resolve("docs/failures.md"))) {
            Matcher line = LINE.matcher(text);
            if (line.matches()) {
                Line before = LINES.put(line.group(1), new Line(line.group(1), line.group(2), line.group(3)));
                assertThat(before).as("a second line of %s", line.group(1)).isNull();
            }
        }
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                readTests(tests);
            }
        }
    }

    private static void readTests(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String owner = file.getFileName().toString().replace(".java", "");
                METHOD.matcher(Files.readString(file))
                        .results()
                        .forEach(method -> ANNOTATIONS.put(owner + "#" + method.group(2), method.group(1)));
            }
        }
    }

    private static Stream<String> numbered(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(n -> String.format(Locale.ROOT, "%s-%02d", letter, n));
    }

    @Test
    void every_failure_of_the_catalogues_has_a_test_or_a_reason() {
        List<String> ids = Stream.of(
                        numbered("P", 56),
                        numbered("F", 20),
                        IntStream.rangeClosed(1, 10).mapToObj(n -> "I" + n),
                        Stream.of("I-14"))
                .flatMap(stream -> stream)
                .toList();
        assertThat(LINES.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(LINES.values())
                .allSatisfy(line -> assertThat(
                                !line.tests().isEmpty() || line.reason().length() >= SHORTEST_REASON)
                        .as("%s is shown by a test or explained", line.id())
                        .isTrue());
    }

    @Test
    void every_test_that_is_named_exists_and_carries_the_failures_number() {
        List<String> wrong = new ArrayList<>();
        for (Line line : LINES.values()) {
            for (String test : line.tests()) {
                String annotations = ANNOTATIONS.get(test);
                if (annotations == null) {
                    wrong.add(line.id() + ": there is no test " + test);
                } else if (!carries(test, annotations, line.id())) {
                    wrong.add(line.id() + ": " + test + " does not carry the number");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean carries(String test, String annotations, String id) {
        String inNames = id.toLowerCase(Locale.ROOT).replace("-", "");
        return annotations.contains("@Tag(\"" + id + "\")")
                || List.of(test.substring(test.indexOf('#') + 1).split("_")).contains(inNames);
    }

    @Test
    void every_number_on_a_test_is_in_the_table_with_that_test() {
        List<String> untold = new ArrayList<>();
        Pattern tag = Pattern.compile("@Tag\\(\"([PFI]-?\\d+)\"\\)");
        ANNOTATIONS.forEach((test, annotations) -> tag.matcher(annotations)
                .results()
                .map(found -> found.group(1))
                .filter(id -> !LINES.containsKey(id) || !LINES.get(id).tests().contains(test))
                .forEach(id -> untold.add(id + ": " + test)));
        assertThat(untold).isEmpty();
    }
}
