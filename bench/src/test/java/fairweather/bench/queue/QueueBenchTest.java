package fairweather.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That the benchmark runs to its end; what it measures in so short a time means nothing. */
class QueueBenchTest {
    @TempDir
    private Path directory;

    @Test
    void given_a_quick_run_when_it_ends_then_the_contestants_have_worked_and_the_page_is_written() throws Exception {
        Path page = directory.resolve("benchmarks.md");
        StringWriter out = new StringWriter();
        int status = new CommandLine(new QueueBench())
                .setOut(new PrintWriter(out))
                .execute("--quick", "--only", "fairweather,db-scheduler,pgbench", "--write", page.toString());

        assertThat(status).isZero();
        String text = out.toString();
        assertThat(text).contains("Throughput", "Cost of a job, old snapshot", "Pick-up", "Aims");
        assertThat(text).contains("round 1, finished rows  fairweather", "round 1, empty table    db-scheduler");
        assertThat(text).containsAnyOf("round 1, empty table    pgbench", "pgbench is not installed");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Files.readString(page))
                .contains("./fairweather bench queue --quick", "| fairweather unbatched |", "p99 pick-up at idle")
                .doesNotContain("${", page.toString());
    }

    /** It looks every five seconds only, so one condition has to do. */
    @Test
    void given_a_quick_run_of_jobrunr_when_it_ends_then_it_has_worked() {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new QueueBench())
                .setOut(new PrintWriter(out))
                .execute("--quick", "--only", "jobrunr,empty");

        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("round 1, empty table    jobrunr", "Cost of a job, empty table", "Pick-up")
                .doesNotContain("fairweather");
    }
}
