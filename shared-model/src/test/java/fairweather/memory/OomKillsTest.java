package fairweather.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
    @TempDir
    private Path root;

    @Test
    void kills_are_counted_by_the_kernel_and_none_where_it_does_not_count() throws IOException {
        OomKills kills = new OomKills(root);
        assertThat(kills.count()).isZero();
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/vmstat"), "pgfault 9\noom_kill 7\n");
        assertThat(kills.count()).isEqualTo(7);
    }
}
