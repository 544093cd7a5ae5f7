package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CaughtExceptionsTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));

    /** Nothing but blanks and comments between the braces. */
    private static final Pattern SWALLOWED =
            Pattern.compile("catch\\s*\\([^)]*\\)\\s*\\{\\s*(?://[^\\n]*\\s*|/\\*.*?\\*/\\s*)*}", Pattern.DOTALL);

    @Test
    @Tag("P-40")
    void nothing_that_is_caught_is_dropped_without_a_word() throws IOException {
        List<String> swallowing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().contains("/src/main/java/")
                            && path.toString().endsWith(".java"))
                    .toList()) {
                if (SWALLOWED.matcher(Files.readString(file)).find()) {
                    swallowing.add(ROOT.relativize(file).toString());
                }
            }
        }
        assertThat(swallowing).isEmpty();
    }

    @Test
    @Tag("P-40")
    void an_empty_handler_is_recognised_with_and_without_a_comment() {
        assertThat(SWALLOWED.matcher("catch (Exception e) { }").find()).isTrue();
        assertThat(SWALLOWED.matcher("catch (A | B e) {\n // never mind\n }").find())
                .isTrue();
        assertThat(SWALLOWED.matcher("catch (Exception e) { throw e; }").find()).isFalse();
    }
}
