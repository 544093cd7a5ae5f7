package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandsTest {
    @TempDir
    Path directory;

    private Archive archive;

    @BeforeEach
    void start() {
        archive = new Archive(directory).withDemonstration();
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    private void prefetch() {
        archive.run("prefetch", "--cycle", "2018-10-06T18Z", "--variables", "10u,10v", "--what", "day1");
    }

    private Path cached() throws IOException {
        try (Stream<Path> files = Files.list(archive.cache().resolve("v1/gfs"))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void status_says_what_is_held_and_how_much_room_there_is() {
        prefetch();

        Run run = archive.run("status");

        assertThat(run.code()).isZero();
        assertThat(run.lines())
                .contains("source          product                fields       MiB  valid")
                .contains("gfs             gfs_analysis                2       0.5  2018-10-07/2018-10-07")
                .contains("Nobody is fetching.")
                .contains("Nothing is in quarantine.");
        assertThat(run.lines()).contains("51200.0 MiB are free.");
    }

    @Test
    void status_of_no_cache_makes_none() {
        assertThat(archive.run("status").out()).contains("There is none yet.");
        assertThat(archive.cache()).doesNotExist();
    }

    @Test
    void a_directory_with_other_things_is_not_verified_and_stays_as_it_is() throws Exception {
        Path other = Files.createDirectories(directory.resolve("letters"));
        Files.writeString(other.resolve("letter.txt"), "Dear forecaster");

        Run run = archive.run("verify-cache", other.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.flatErr()).contains("neither a field cache nor a bundle is in ");
        assertThat(other.toFile().list()).containsExactly("letter.txt");
    }

    @Test
    void a_bundle_of_leads_that_are_none_is_refused_before_anything_is_made() {
        Path bundle = directory.resolve("never");

        Run run = archive.run("bundle", "--cycle", "2018-10-06T18Z", "--leads", "-24", "--into", bundle.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(bundle).doesNotExist();
    }

    @Test
    void status_tells_who_fetches_and_since_when() throws Exception {
        prefetch();
        Files.writeString(archive.cache().resolve("leases/arco-era5-20170101T0000.lock"), """
                {"owner": "0123456789abcdef", "process": "somebody", "taken": "2026-01-01T00:00:00Z",
                 "expires": "2026-01-01T00:01:00Z"}
                """);
        archive.now = archive.now.plusSeconds(600);

        assertThat(archive.run("status").flat())
                .contains("Being fetched: arco-era5-20170101T0000: by the process somebody for 10 min,"
                        + " which has ended or lost it");
    }

    @Test
    void a_spoilt_file_is_named_and_put_aside_only_when_told_to() throws Exception {
        prefetch();
        flip(cached());

        Run look = archive.run("verify-cache");
        assertThat(look.code()).isEqualTo(1);
        assertThat(look.lines()).contains("v1/gfs/" + cached().getFileName());
        assertThat(look.flat()).contains("2 files in ").contains("1 not to be believed.");

        assertThat(archive.run("verify-cache", "--quarantine").flat()).contains("They were put aside.");
        assertThat(archive.run("status").flat()).contains("1 files are in quarantine: ");
        assertThat(archive.run("verify-cache").code()).isZero();
    }

    @Test
    void a_spoilt_bundle_is_named_file_by_file_and_not_touched() throws Exception {
        Path bundle = directory.resolve("made");
        archive.run(
                "bundle",
                "--cycle",
                "2018-10-06T18Z",
                "--variables",
                "10u,10v",
                "--what",
                "day1",
                "--into",
                bundle.toString());
        Path first = bundle.resolve("fields/gfs_analysis-10u-20181007T0600.field");
        flip(first);
        Files.delete(bundle.resolve("fields/gfs_analysis-10v-20181007T0600.field"));

        Run run = archive.run("verify-cache", bundle.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.flat())
                .contains("10u-20181007T0600.field its bytes do not have the sha256 that the index lists")
                .contains("10v-20181007T0600.field it is not there")
                .contains("2 not to be believed.");
        assertThat(first).exists();
    }

    @Test
    void no_directory_is_told() {
        Run run = archive.run("verify-cache", "nowhere");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.flatErr()).contains("there is no directory nowhere");
    }
}
