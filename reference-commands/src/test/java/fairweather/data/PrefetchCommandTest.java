package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchCommandTest {
    private static final String[] DAY1 = {
        "prefetch", "--cycle", "2018-10-06T18Z", "--leads", "3", "--variables", "10u,10v", "--what", "day1,reference"
    };
    private static final String[] TRUTH = {
        "prefetch", "--cycle", "2016-12-31T00Z", "--leads", "24", "--variables", "2t", "--what", "truth"
    };

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

    @Test
    void what_is_there_is_fetched_and_what_is_not_yet_is_told_with_when_to_look() {
        archive.withDemonstration();

        Run run = archive.run(DAY1);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.lines())
                .contains("gfs_forecast 2018-10-06T18Z +3 h     2 fetched")
                .contains("gfs_analysis 2018-10-07T06Z          2 fetched")
                .contains("gfs_forecast 2018-10-06T18Z +12 h    2 not yet")
                .contains("4 fields fetched, 0 cached, 2 missing.");
        assertThat(run.flat()).contains("f012.idx; look again at 2026-01-01T01:00:00Z");
        assertThat(run.err()).startsWith("1 of 3: gfs_analysis 2018-10-07T06Z");
    }

    @Test
    void the_second_call_asks_only_for_the_rest() {
        archive.withDemonstration();
        archive.run(DAY1);
        archive.server.forget();

        Run again = archive.run(DAY1);

        assertThat(again.lines())
                .contains("gfs_forecast 2018-10-06T18Z +3 h     2 cached")
                .contains("0 fields fetched, 4 cached, 2 missing.");
        assertThat(archive.server.count("**f003*")).isZero();
    }

    @Test
    void all_that_is_there_ends_with_success() {
        archive.withDemonstration();
        assertThat(prefetchOfTwoRuns().code()).isEqualTo(3);

        archive.withCycle(Instant.parse("2018-10-06T18:00:00Z"), 12)
                .withCycle(Instant.parse("2018-10-07T18:00:00Z"), 12);
        Run complete = prefetchOfTwoRuns();
        assertThat(complete.code()).isZero();
        assertThat(complete.out()).endsWith("2 fields fetched, 2 cached, 0 missing.\n");
    }

    private Run prefetchOfTwoRuns() {
        return archive.run(
                "prefetch",
                "--cycle",
                "2018-10-06T18Z",
                "--to",
                "2018-10-07T18Z",
                "--variables",
                "10u",
                "--what",
                "day1",
                "--day1-leads",
                "12",
                "--every",
                "24");
    }

    @Test
    void on_a_terminal_progress_is_one_line_that_is_written_over() {
        archive.withDemonstration();
        archive.terminal = true;

        Run run = archive.run(DAY1);

        assertThat(run.err()).doesNotContain("\n");
        assertThat(run.err().split("\r"))
                .contains("2 of 3: gfs_forecast 2018-10-06T18Z +12 h" + " ".repeat(38))
                .allMatch(line -> line.length() < 80);
    }

    @Test
    void a_disk_without_room_is_told_and_asks_nobody() {
        archive.withDemonstration();
        archive.room = 1000;

        Run run = archive.run(DAY1);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.flat()).contains("gfs_analysis 2018-10-07T06Z 2 not yet the field cache's disk has 0 MiB free");
        assertThat(archive.server.asked()).isEmpty();
    }

    @Test
    void a_provider_that_nobody_can_reach_is_told_as_such() {
        archive.withDemonstration();
        archive.server.close();

        Run run = archive.run(DAY1);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).contains("gfs_analysis 2018-10-07T06Z          2 unreachable");
        assertThat(run.flat()).contains("no connection");
    }

    @Test
    void web_pages_instead_of_data_are_named() {
        archive.withDemonstration();
        archive.server.fail("gfs/**", Fault.HTML);

        Run run = archive.run(DAY1);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.flat()).contains("is no line of an index: \"<");
    }

    @Test
    void the_truth_of_a_day_is_found_again_offline() throws Exception {
        archive.withStores();
        assertThat(archive.run(TRUTH).code()).isZero();
        archive.server.close();

        Run again = archive.run(TRUTH);

        assertThat(again.code()).isZero();
        assertThat(again.lines()).contains("era5 2017-01-01T00Z                  1 cached");
        assertThat(Files.readString(archive.cache().resolve("truth-choices.json")))
                .contains("\"providers 2017-01-01T00:00:00Z\" : \"arco\"");
    }

    @Test
    void a_job_of_the_data_store_goes_on_from_call_to_call() {
        archive.withDataStore();
        archive.provider("truth", "cds");

        Run first = archive.run(TRUTH);
        assertThat(first.code()).isEqualTo(3);
        assertThat(first.lines()).contains("era5 2017-01-01T00Z                  1 not yet");
        assertThat(archive.run("status").flat())
                .contains("reanalysis-era5-single-levels 2017-01-01T00Z: submitted, to be looked at in 1 s");

        Run last = first;
        for (int call = 0; call < 5 && last.code() == 3; call++) {
            archive.now = archive.now.plus(Duration.ofMinutes(3));
            last = archive.run(TRUTH);
        }
        assertThat(last.code()).isZero();
        assertThat(last.lines()).contains("era5 2017-01-01T00Z                  1 fetched");
        assertThat(archive.cds.submissions()).hasSize(1);
        assertThat(archive.run("status").flat()).contains("No request to the Climate Data Store is open.");
    }

    @Test
    void a_licence_that_is_missing_is_told_with_what_to_do_and_does_not_count_as_waiting() {
        archive.withDataStore();
        archive.provider("truth", "cds");
        archive.cds.licensed(false);

        Run run = archive.run(TRUTH);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.flat())
                .contains("The licence of reanalysis-era5-single-levels has not been accepted by the account of the"
                        + " configured key: log in at");
        assertThat(run.out() + run.err()).doesNotContain(archive.environment.get("CDSAPI_KEY"));
    }

    @Test
    void wrong_usage_and_wrong_settings_are_told_in_a_sentence() throws Exception {
        assertThat(archive.run("prefetch", "--cycle", "2018-10-06T17Z").flatErr())
                .contains("--cycle 2018-10-06T17Z is no cycle: write 2025-11-01T00Z, the hour 00, 06, 12 or 18");
        assertThat(archive.run("prefetch", "--cycle", "2018-10-06T18Z", "--variables", "rain")
                        .flatErr())
                .contains("--variables rain is not known");
        Run source = archive.run("prefetch", "--cycle", "2018-10-06T18Z", "--source", "nobody");
        assertThat(source.code()).isEqualTo(2);
        assertThat(source.flatErr()).contains("no settings name the source \"nobody\"");

        archive.settings.put("fairweather.reference.http.stall", "soon");
        Run settings = archive.run(DAY1);
        assertThat(settings.code()).isEqualTo(2);
        assertThat(settings.flatErr())
                .contains("the settings cannot be followed")
                .contains("fairweather.reference.http.stall");

        archive.settings.remove("fairweather.reference.http.stall");
        Path file = Files.writeString(directory.resolve("file"), "where the cache should be");
        archive.settings.put("fairweather.field-cache.directory", file.toString());
        Run disk = archive.run(DAY1);
        assertThat(disk.code()).isEqualTo(2);
        assertThat(disk.flatErr()).contains("cannot use the field cache's directory");
    }
}
