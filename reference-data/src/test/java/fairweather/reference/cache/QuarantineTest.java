package fairweather.reference.cache;

import static fairweather.reference.cache.Weather.EAST;
import static fairweather.reference.cache.Weather.NORTH;
import static fairweather.reference.cache.Weather.ONE_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    @TempDir
    private Path directory;

    private final OwnMachine machine = new OwnMachine();
    private final Weather weather = new Weather();

    private FieldCache cache() {
        return FieldCache.open(directory, machine.process());
    }

    private List<Path> quarantined(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("quarantine"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void a_file_with_a_flipped_byte_is_put_aside_with_the_reason_and_fetched_anew() throws IOException {
        FieldCache first = cache();
        first.fetch(EAST, weather);
        flipLastByte(first.file(EAST, "weather"));
        byte[] damaged = Files.readAllBytes(first.file(EAST, "weather"));

        FieldCache cache = cache();
        Ready found = (Ready) cache.fetch(EAST, weather);

        assertThat(found.field().sha256()).isEqualTo(Weather.field(EAST).sha256());
        assertThat(weather.asked()).hasSize(2);
        assertThat(cache.stats().quarantined()).isEqualTo(1);
        assertThat(quarantined(".field")).singleElement().satisfies(file -> {
            assertThat(file).hasBinaryContent(damaged);
            assertThat(file.getFileName().toString()).startsWith("20250301T120000.000-");
        });
        assertThat(quarantined(".txt"))
                .singleElement()
                .satisfies(file -> assertThat(file)
                        .content()
                        .isEqualToIgnoringNewLines("the values do not have the sum that the header states"));
    }

    @Test
    void a_field_under_the_name_of_another_is_not_believed() throws IOException {
        FieldCache first = cache();
        first.fetchAll(List.of(EAST, NORTH), weather);
        Files.copy(first.file(EAST, "weather"), first.file(NORTH, "weather"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(cache().find(NORTH, "weather")).isEmpty();
        assertThat(quarantined(".txt"))
                .singleElement()
                .satisfies(
                        file -> assertThat(file)
                                .content()
                                .contains(
                                        "the file holds the era5 of 10u at 2025-02-01T0000Z under the name of the era5 of 10v"));
    }

    @Test
    void what_the_caller_does_not_believe_is_put_aside_with_his_reason() throws IOException {
        FieldCache cache = cache();
        cache.fetch(EAST, weather);
        cache.quarantine(EAST, "weather", "the catalogue lists another sum");
        cache.quarantine(EAST, "weather", "it is there no more");
        assertThat(cache.find(EAST, "weather")).isEmpty();
        assertThat(quarantined(".txt"))
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("the catalogue lists another sum"));
        assertThat(cache.stats().quarantined()).isEqualTo(1);
    }

    @Test
    void only_the_newest_files_are_kept() throws IOException {
        FieldCache cache = cache();
        for (int i = 0; i < Quarantine.MOST_FILES + 3; i++) {
            cache.fetch(EAST, weather);
            cache.quarantine(EAST, "weather", "reason " + i);
            machine.pass(Duration.ofSeconds(1));
        }
        assertThat(quarantined(".field")).hasSize(Quarantine.MOST_FILES);
        assertThat(quarantined(".txt")).hasSize(Quarantine.MOST_FILES);
        assertThat(quarantined(".txt").getFirst()).content().contains("reason 3");
    }

    @Test
    void verifying_reads_every_file_and_puts_aside_what_is_not_sound() throws IOException {
        FieldCache cache = cache();
        cache.fetchAll(ONE_FLIGHT, weather);
        flipLastByte(cache.file(EAST, "weather"));
        Path elsewhere = cache.file(NORTH, "weather").resolveSibling("north.field");
        Files.move(cache.file(NORTH, "weather"), elsewhere);

        List<Verdict> verdicts = cache.verify();

        assertThat(verdicts)
                .containsExactlyInAnyOrder(
                        new Verdict(
                                "weather",
                                cache.file(EAST, "weather"),
                                "the values do not have the sum that the header states"),
                        new Verdict(
                                "weather",
                                elsewhere,
                                "the file holds the era5 of 10v at 2025-02-01T0000Z, which its name does not say"),
                        new Verdict("weather", cache.file(Weather.WARMTH, "weather"), null));
        assertThat(quarantined(".field")).hasSize(2);
        assertThat(cache.verify()).singleElement().matches(Verdict::sound);
    }
}
