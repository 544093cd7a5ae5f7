package fairweather.deploy.show;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.deploy.api.RunView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void a_long_line_is_broken_between_words_and_indented() {
        Style style = new Style(40, true);

        assertThat(style.wrap("short")).containsExactly("short");
        assertThat(style.wrap("    poll · timeout · POLL_BUDGET: still processing at poll 20"))
                .containsExactly("    poll · timeout · POLL_BUDGET: still", "      processing at poll 20");
        assertThat(style.wrap("logs        /a/path/without/any/gap/that/is/longer/than/a/line"))
                .containsExactly("logs", "  /a/path/without/any/gap/that/is/longer/than/a/line");
        assertThat(style.wrap("0123456789012345678901234567890123456789")).hasSize(1);
    }

    @Test
    void bars_fit_their_columns_even_with_the_largest_numbers() {
        for (int columns : new int[] {40, 80, 200}) {
            Style style = new Style(columns, true);
            for (RunView run : List.of(run("awaiting_inference_results", 0, 0), run("scoring_era5", 256, 2560))) {
                List<String> lines = StageBars.lines(run, Duration.ofMillis(123_456), style);
                assertThat(lines)
                        .hasSize(6)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Math.min(columns, 80)));
            }
        }
    }

    @Test
    void a_bar_is_as_full_as_the_stage_is_done() {
        String lines =
                String.join("\n", StageBars.lines(run("scoring_day1", 128, 0), Duration.ZERO, new Style(80, false)));
        assertThat(lines).contains("  day 1  " + "#".repeat(29) + ".".repeat(30) + "   128/256");
        assertThat(lines).contains("  leads  " + ".".repeat(59) + "     0/2560");
        assertThat(lines).isASCII().contains("run 17 - scoring_day1 - 3 failed");
    }

    @Test
    void a_terminal_block_is_redrawn_in_place_and_sentences_stay_above_it() {
        TerminalProgress progress = new TerminalProgress(out, new Style(80, false));
        progress.show(run("created", 0, 0), Duration.ZERO);
        String first = text();
        assertThat(first).doesNotContain("\u001b").endsWith("\n");
        progress.say("scoring-service was ended");
        assertThat(text().substring(first.length()))
                .startsWith("\u001b[6A\r\u001b[0Jscoring-service was ended\n")
                .endsWith(first);
        progress.end();
        int length = text().length();
        progress.say("the end");
        assertThat(text().substring(length)).isEqualTo("the end\n");
    }

    @Test
    void plain_lines_come_only_when_something_changed_and_not_too_often() {
        PlainProgress progress = new PlainProgress(out, new Style(80, false));
        progress.show(run("scoring_day1", 1, 0), Duration.ofMillis(1_000));
        progress.show(run("scoring_day1", 1, 0), Duration.ofMillis(9_000));
        progress.show(run("scoring_day1", 2, 0), Duration.ofMillis(9_500));
        progress.show(run("scoring_day1", 3, 0), Duration.ofMillis(10_000));
        progress.show(run("scoring_era5", 3, 1), Duration.ofMillis(10_500));
        progress.show(run("completed", 256, 2560), Duration.ofMillis(11_000));
        assertThat(text().lines())
                .containsExactly(
                        "   1.0 s  scoring_day1: asked 1/256 - ready 1 - frozen 1 - day 1 1 - leads 0/2560 - failed 3",
                        "   9.5 s  scoring_day1: asked 2/256 - ready 2 - frozen 2 - day 1 2 - leads 0/2560 - failed 3",
                        "  10.5 s  scoring_era5: asked 3/256 - ready 3 - frozen 3 - day 1 3 - leads 1/2560 - failed 3",
                        "  11.0 s  completed: asked 256/256 - ready 256 - frozen 256 - day 1 256 - leads 2560/2560"
                                + " - failed 3");
        assertThat(text()).doesNotContain("\u001b");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static RunView run(String status, int miners, int leads) {
        return new RunView(
                17,
                "demo",
                "2018-10-06T18:00:00Z",
                status,
                null,
                null,
                null,
                null,
                new RunView.Progress(256, miners, miners, miners, miners, 3, 2560, leads),
                List.of(),
                null);
    }
}
