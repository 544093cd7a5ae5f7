package fairweather.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command on the page is the one that was given, but for where the page is. */
class PageTest {
    private static List<String> command(String... arguments) throws IOException {
        Plan plan = new Plan(1, Duration.ofSeconds(1), 10, 10, List.of());
        String text = new Page(new Figures("18"), plan, List.of(arguments)).text();
        return text.lines().filter(line -> line.contains("./fairweather")).toList();
    }

    @Test
    void given_no_options_but_the_page_when_it_is_written_then_the_command_ends_with_its_name() throws IOException {
        assertThat(command()).containsExactly("    ./fairweather bench queue");
        assertThat(command("--write", "page.md")).containsExactly("    ./fairweather bench queue");
    }

    @Test
    void given_other_options_around_the_page_when_it_is_written_then_they_are_all_there() throws IOException {
        assertThat(command("--rounds", "5", "--write", "page.md", "--quick"))
                .containsExactly("    ./fairweather bench queue --rounds 5 --quick");
    }
}
