package fairweather.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PostgresBinariesTest {

    @Test
    void several_at_once_unpack_one_complete_directory_and_leave_nothing_else(@TempDir Path temporary)
            throws Exception {
        inTemporaryDirectory(temporary, () -> {
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                Callable<Path> unpack = PostgresBinaries::unpacked;
                List<Future<Path>> all = threads.invokeAll(List.of(unpack, unpack, unpack));
                Path directory = all.get(0).get();
                for (Future<Path> one : all) {
                    assertThat(one.get()).isEqualTo(directory);
                }
                assertThat(directory.resolve("bin/postgres")).isExecutable();
            }
            try (var left = Files.list(temporary)) {
                assertThat(left).hasSize(1);
            }
            return null;
        });
    }

    @Test
    void a_directory_that_lost_a_file_is_unpacked_again(@TempDir Path temporary) throws Exception {
        inTemporaryDirectory(temporary, () -> {
            Path lost = PostgresBinaries.unpacked().resolve("share/postgresql/postgres.bki");
            Files.delete(lost);
            PostgresBinaries.unpacked();
            assertThat(lost).exists();
            return null;
        });
    }

    private static void inTemporaryDirectory(Path directory, Callable<Void> body) throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", directory.toString());
        try {
            body.call();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }
}
