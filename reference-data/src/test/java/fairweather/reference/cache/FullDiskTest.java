package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 64 KiB, which is full in earnest. */
class FullDiskTest {
    @TempDir
    private Path directory;

    private final OwnMachine machine = new OwnMachine();

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString()),
                "skipped: only root may mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "--lazy", directory.toString()); // what is mapped keeps a disk busy
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<FieldKey> levels(int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(level -> FieldKey.truth("t", level, Weather.TIME))
                .toList();
    }

    @Test
    void a_write_that_finds_no_room_is_waited_for_and_leaves_nothing_behind() throws IOException {
        FieldCache cache = FieldCache.open(directory, machine.process());
        Path filler = Files.write(directory.resolve("filler"), new byte[32 * 1024]);
        List<FieldKey> keys = levels(30);

        Map<FieldKey, Readiness> answers = cache.fetchAll(keys, new Weather());

        List<FieldKey> written =
                keys.stream().filter(key -> answers.get(key) instanceof Ready).toList();
        assertThat(written).isNotEmpty().hasSizeLessThan(keys.size());
        assertThat(answers.get(keys.getLast()))
                .isEqualTo(new NotYet(
                        "the era5 of t at 30 hPa at 2025-02-01T0000Z could not be written to the field cache"));
        assertThat(cache.verify()).hasSize(written.size()).allMatch(Verdict::sound);
        try (Stream<Path> files = Files.list(directory.resolve("v1/weather"))) {
            assertThat(files).hasSize(written.size());
        }

        Files.delete(filler);
        assertThat(cache.fetch(keys.getLast(), new Weather())).isInstanceOf(Ready.class);
    }

    @Test
    void where_there_is_no_room_for_a_lease_nothing_is_fetched_and_nothing_fails_and_a_sweep_makes_room()
            throws IOException {
        FieldCache cache = FieldCache.open(directory, machine.process());
        cache.fetch(Weather.EAST, new Weather());
        fill(directory.resolve("filler"));
        Weather weather = new Weather();

        assertThat(cache.fetch(Weather.NORTH, weather)).isEqualTo(new NotYet("the field cache's disk is full"));
        assertThat(weather.asked()).isEmpty();
        cache.quarantine(Weather.EAST, "weather", "no room for a reason");
        assertThat(cache.find(Weather.EAST, "weather")).isEmpty();

        Files.move(quarantined(), cache.file(Weather.EAST, "weather"));
        Retention nothing = new Retention(Duration.ZERO, Duration.ZERO, 0, 0);
        assertThat(cache.sweep(nothing, () -> (source, key) -> false)
                        .orElseThrow()
                        .removed())
                .hasSize(1);
    }

    private Path quarantined() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("quarantine"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100; i++) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
