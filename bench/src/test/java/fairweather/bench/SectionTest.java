package fairweather.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
    @TempDir
    private Path directory;

    @Test
    void given_a_page_of_two_parts_when_one_is_written_again_then_the_other_and_all_around_stay() throws IOException {
        Path page = directory.resolve("page.md");
        Section.write(page, "queue", "slow\n");
        Section.write(page, "scoring", "fast");
        Files.writeString(page, Files.readString(page) + "the end\n");

        Section.write(page, "queue", "quick");

        assertThat(Files.readString(page)).isEqualTo("""
                # Benchmarks

                <!-- begin: queue -->
                quick
                <!-- end: queue -->

                <!-- begin: scoring -->
                fast
                <!-- end: scoring -->
                the end
                """);
    }
}
