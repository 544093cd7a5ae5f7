package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.hash.Sha256;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.directory.DirectorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
    private static final Instant CYCLE = Instant.parse("2016-12-30T12:00:00Z");

    @TempDir
    Path directory;

    private Archive archive;

    @BeforeEach
    void start() {
        archive = new Archive(directory);
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    private Run bundle(String... more) {
        List<String> words = new ArrayList<>(List.of("bundle", "--cycle", "2016-12-31T00Z", "--leads", "24,36"));
        words.addAll(List.of("--variables", "2t,z500,t850", "--what", "truth"));
        words.addAll(List.of("--into", directory.resolve("made").toString()));
        words.addAll(List.of(more));
        return archive.run(words.toArray(String[]::new));
    }

    @Test
    void a_bundle_is_read_without_providers_and_gives_every_field_bit_for_bit() throws Exception {
        archive.withStores();

        Run run = bundle("--closed");

        assertThat(run.code()).isZero();
        String index = Sha256.hex(Files.readAllBytes(directory.resolve("made/index.json")));
        assertThat(run.out()).contains("6 of the fields are in ").contains("  " + index);
        archive.server.close();
        DirectorySource made = DirectorySource.open(directory.resolve("made"));
        assertThat(made.closed()).isTrue();
        FieldCache cache = FieldCache.open(archive.cache());
        for (Instant time : List.of(Instant.parse("2017-01-01T00:00:00Z"), Instant.parse("2017-01-01T12:00:00Z"))) {
            for (FieldKey key : List.of(
                    FieldKey.truth("2t", null, time), FieldKey.truth("z", 500, time), FieldKey.truth("t", 850, time))) {
                Ready fetched = cache.find(key, "arco").orElseThrow();
                Ready bundled = (Ready) made.read(key);
                assertThat(bundled.sha256()).isEqualTo(fetched.sha256());
                assertThat(bundled.provenance().source()).isEqualTo("made");
                assertThat(bundled.provenance().origin()).isEqualTo(fetched.provenance());
            }
        }
    }

    @Test
    void the_unconnected_machine_takes_it_as_a_source_of_its_own() throws Exception {
        archive.withStores();
        bundle("--closed");
        archive.server.close();
        archive.settings.put(
                "fairweather.reference.directories.made",
                directory.resolve("made").toString());

        Run run = archive.run(
                "prefetch",
                "--source",
                "made",
                "--cycle",
                "2016-12-31T00Z",
                "--leads",
                "24",
                "--variables",
                "2t",
                "--what",
                "truth");

        assertThat(run.code()).isZero();
        assertThat(run.lines()).contains("era5 2017-01-01T00Z                  1 fetched");
        assertThat(archive.run("verify-cache", directory.resolve("made").toString())
                        .flat())
                .contains("6 files in ")
                .contains("all whole and right.");
    }

    @Test
    void as_a_supplement_it_is_asked_before_the_providers() throws Exception {
        archive.withStores();
        bundle();
        archive.server.close();
        archive.settings.put(
                "fairweather.field-cache.directory",
                directory.resolve("elsewhere").toString());
        archive.provider("supplement", directory.resolve("made").toString());

        Run run = archive.run(
                "prefetch", "--cycle", "2016-12-31T00Z", "--leads", "24", "--variables", "2t", "--what", "truth");

        assertThat(run.code()).isZero();
        assertThat(Files.readString(directory.resolve("elsewhere/truth-choices.json")))
                .contains("\"made\"");
    }

    @Test
    void made_again_it_stays_the_same_and_offline_it_takes_what_is_cached() throws Exception {
        archive.withStores();
        bundle();
        byte[] before = Files.readAllBytes(directory.resolve("made/index.json"));
        archive.server.close();

        Run again = bundle("--offline");

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("0 fields fetched, 6 cached, 0 missing.");
        assertThat(Files.readAllBytes(directory.resolve("made/index.json"))).isEqualTo(before);
    }

    @Test
    void what_is_missing_is_told_and_what_is_there_is_in_it() {
        archive.withCycle(CYCLE, 0);

        Run run = archive.run(
                "bundle",
                "--cycle",
                "2016-12-30T00Z",
                "--variables",
                "10u",
                "--what",
                "day1",
                "--closed",
                "--into",
                directory.resolve("part").toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.flat())
                .contains("1 of the fields are in ")
                .contains("The bundle is closed: a run counts what it lacks as gone for good.");
        assertThat(DirectorySource.open(directory.resolve("part")).lists(FieldKey.analysis("10u", null, CYCLE)))
                .isTrue();
    }

    @Test
    void a_directory_whose_name_is_no_name_of_a_bundle_needs_one() {
        Run run = archive.run(
                "bundle",
                "--cycle",
                "2016-12-30T00Z",
                "--into",
                directory.resolve("of_many").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.flatErr()).contains("a bundle's name is of letters, digits and dashes: give it by --name");
    }
}
