package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.archive.Fault;
import fairweather.data.doctor.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    /** When the stores of ERA5 are a day old. */
    private static final Instant NEW_YEAR = Instant.parse("2017-01-03T20:00:00Z");

    @TempDir
    Path directory;

    private Archive archive;

    @BeforeEach
    void start() {
        archive = new Archive(directory);
        archive.now = NEW_YEAR;
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    /** A month of cycles, as a mirror that keeps no more. */
    private void month(Instant newest) {
        for (int day = 0; day < 30; day++) {
            archive.withCycle(newest.minus(Duration.ofDays(day)), 0);
        }
    }

    @Test
    void usable_sources_are_described_and_every_mark_has_a_verdict() throws Exception {
        archive.withStores().withDataStore();
        archive.provider("gfs.mirrors", "azure");
        archive.provider("gfs.bases.azure", archive.server.url("gfs").toString());
        month(Instant.parse("2017-01-03T12:00:00Z"));

        Run run = archive.run("doctor");

        Files.writeString(Path.of("target", "doctor.txt"), run.out());
        assertThat(run.code()).isZero();
        assertThat(run.lines())
                .contains("  lag           the newest cycle with its analysis is 2017-01-03T12Z, 8 h ago")
                .contains("  ETag          given")
                .contains("  ranges        honoured")
                .contains("  packing       template 5.3 order 2")
                .contains("  keeps         cycles since about 2016-12-05T12Z")
                .contains("  announced     final to 2017-01-01, preliminary to 2017-01-02")
                .contains("  2t coding     <f4, blosc lz4 level 5, shuffle byte")
                .contains("  key           accepted, 7 ms");
        assertThat(run.flat())
                .contains("[time, level, latitude, longitude] in chunks of [1, 37, 61, 120]")
                .contains("[hour, dayofyear, level, latitude, longitude] in chunks of [3, 3, 1, 61, 120]")
                .contains("confirmed the mirror azure keeps about 30 days found: since about 2016-12-05T12Z")
                .contains("not looked at the mirror gcs keeps cycles since early 2021 gfs/gcs is not in the settings")
                .contains("confirmed the GFS packs by template 5.3 of order 2")
                .contains("confirmed ARCO stores <f4 by Blosc lz4 level 5 with bytes shuffled")
                .contains("contradicted a chunk of ARCO's level variables has some 60 to 100 MB found: 0.04 MB")
                .contains("not looked at the Climate Data Store gives ERA5 as GRIB edition 1 only a finished job tells")
                .endsWith("All sources can be used. ");
        assertThat(run.out()).doesNotContain(archive.environment.get("CDSAPI_KEY"));
        assertThat(archive.cds.submissions()).isEmpty();
    }

    @Test
    void a_job_that_is_submitted_tells_the_edition_when_it_has_ended() throws Exception {
        archive.withStores().withDataStore();
        archive.now = Instant.parse("2017-01-11T20:00:00Z");

        Run first = archive.run("doctor", "--submit");
        assertThat(first.flat()).contains("licence accepted job the Climate Data Store has not delivered");
        Run last = first;
        for (int call = 0; call < 5 && archive.cds.deletions() == 0; call++) {
            archive.now = archive.now.plus(Duration.ofMinutes(3));
            last = archive.run("doctor", "--submit");
        }

        assertThat(last.flat())
                .contains("field 2t on 61 x 120, mean ")
                .contains("confirmed the Climate Data Store gives ERA5 as GRIB edition 1 found: edition 1");
        assertThat(archive.cds.submissions()).hasSize(1);
    }

    @Test
    void a_refused_key_and_a_missing_licence_are_told_in_one_sentence_each() throws Exception {
        archive.withStores().withDataStore();
        archive.cds.licensed(false);
        assertThat(archive.run("doctor", "--submit").flat())
                .contains("trouble the licence of reanalysis-era5-single-levels has not been accepted");

        archive.cds.key("another");
        Run refused = archive.run("doctor");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.flat())
                .contains(
                        "trouble the Climate Data Store refuses the configured key: copy the one that your profile's");
    }

    @Test
    void what_contradicts_the_claims_is_told() throws Exception {
        archive.withStores();
        archive.arco.announce("valid_time_stop_era5t", "2017-01-05");
        Files.createDirectories(directory.resolve("other"));
        Path metadata = Stores.written().resolve("arco.zarr/.zmetadata");
        archive.server.put(
                "arco/.zmetadata",
                Files.readString(metadata)
                        .replace("\"clevel\": 5", "\"clevel\": 1")
                        .getBytes());
        archive.provider("gfs.mirrors", "gcs");
        archive.provider("gfs.bases.gcs", archive.server.url("gfs").toString());
        archive.withCycle(Instant.parse("2017-01-03T18:00:00Z"), 0);

        Run run = archive.run("doctor");

        assertThat(run.flat())
                .contains("contradicted the mirror gcs keeps cycles since early 2021 found: since about 2017-01-03T18Z")
                .contains("contradicted ARCO stores <f4 by Blosc lz4 level 5 with bytes shuffled found: <f4, blosc lz4"
                        + " level 1, shuffle byte")
                .contains("the newest object is of 2017-01-02T12Z, 32 h ago behind it announces more than it has");
    }

    @Test
    void a_newest_field_without_values_is_told_and_the_day_before_is_read() throws Exception {
        archive.withStores();
        archive.arco.blankChunk("2m_temperature", index(Instant.parse("2017-01-02T12:00:00Z")), 0, 0);

        Run run = archive.run("doctor");

        assertThat(run.flat())
                .contains("newest the era5 of 2t at 2017-01-02T1200Z is announced, but none of its values is there yet"
                        + " field of the day before: 2t on 61 x 120, mean ");
    }

    private static int index(Instant time) {
        return (int)
                Duration.between(Instant.parse("1900-01-01T00:00:00Z"), time).toHours();
    }

    @Test
    void a_network_that_leads_nowhere_is_told_for_each_source() {
        archive.server.close();

        Run run = archive.run("doctor");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.flat())
                .contains("no connection; open the way to this host, or take the source out of the settings")
                .contains("arco cannot be used, see above")
                .contains("3 of 4 sources cannot be used.");
    }

    @Test
    void refusals_web_pages_and_lost_ranges_are_told_with_what_to_do() throws Exception {
        archive.withStores().withCycle(Instant.parse("2017-01-03T18:00:00Z"), 0);
        archive.server.fail("arco/**", Fault.DENIED);
        archive.server.fail("wb2/**", Fault.HTML);
        archive.server.fail("gfs/**f000", Fault.WHOLE_TO_RANGE);

        Run run = archive.run("doctor");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.flat())
                .contains("public archives ask for nothing: look at the address and at proxies")
                .contains("3 of 4 sources cannot be used.");
        assertThat(run.out()).contains("wb2: ").contains("look at the address");
    }

    @Test
    void a_machine_reads_the_same_as_json() throws Exception {
        archive.withStores();

        JsonNode json =
                new ObjectMapper().readTree(archive.run("doctor", "--json").out());

        assertThat(json.path("usable").asBoolean(true)).isFalse();
        assertThat(json.path("sources").findValuesAsText("source")).containsExactly("gfs/here", "arco", "cds", "wb2");
        assertThat(json.path("marks")).hasSize(Mark.values().length);
        assertThat(json.path("marks").findValuesAsText("verdict"))
                .containsOnly("confirmed", "contradicted", "not looked at");
    }

    @Test
    void settings_are_listed_with_where_they_come_from_and_no_secret() {
        archive.environment.put("CDSAPI_KEY", "a-key-that-nobody-sees");
        archive.environment.put("FAIRWEATHER_REFERENCE_HTTP_STALL", "7s");

        Run run = archive.run("doctor", "--settings");

        assertThat(run.code()).isZero();
        assertThat(run.flat())
                .contains("fairweather.reference.http.stall=7s environment")
                .contains("fairweather.reference.http.attempts=1 file")
                .contains("fairweather.reference.http.connect=10s default")
                .contains("fairweather.reference.providers.providers.gfs.mirrors=here file")
                .contains("CDSAPI_KEY=*** environment");
        assertThat(run.out()).doesNotContain("nobody-sees");
        assertThat(archive.server.asked()).isEmpty();
    }

    @Test
    void earlier_names_of_the_environment_count_where_nothing_else_is_set() {
        archive.settings.remove("fairweather.field-cache.directory");
        archive.environment.put("WEATHER_GFS_CACHE_DIR", "/var/cache/fields");
        archive.environment.put("WEATHER_ERA5_CLIMATOLOGY_PATH", "gs://elsewhere/climatology");

        assertThat(archive.run("doctor", "--settings").flat())
                .contains("fairweather.field-cache.directory=/var/cache/fields environment")
                .contains("fairweather.reference.providers.providers.climatology.base=" + archive.server.url("wb2")
                        + " file");

        archive.settings.remove("fairweather.reference.providers.providers.climatology.base");
        assertThat(archive.run("doctor", "--settings", "--cache", "here").flat())
                .contains("fairweather.field-cache.directory=here option")
                .contains("climatology.base=gs://elsewhere/climatology environment");
    }

    /** The first mark of the notes explains the mark, the last names the command. */
    @Test
    void every_mark_of_the_notes_is_among_the_verdicts() throws Exception {
        Path notes = Path.of("..", "..", "shared", "spec", "data-sources.md");
        assumeTrue(Files.exists(notes), "skipped: there is no " + notes);

        long marks = Pattern.compile("\\[CHECK[;\\]]")
                .matcher(Files.readString(notes))
                .results()
                .count();

        assertThat(marks - 2).isEqualTo(Mark.values().length);
    }
}
