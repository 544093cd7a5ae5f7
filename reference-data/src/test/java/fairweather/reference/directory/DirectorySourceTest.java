package fairweather.reference.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    private static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    private static final String ANALYSIS = "gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018100618";

    private final DirectorySource demo = DirectorySource.open(Data.DEMO);

    @TempDir
    Path directory;

    @Test
    void the_demonstrations_directory_is_closed_and_lists_forty_readable_analyses_and_a_missing_one() {
        assertThat(demo.id()).isEqualTo("gfs-winds-october-2018");
        assertThat(demo.closed()).isTrue();
        List<Instant> times = demo.listedAnalyses("10u", null);
        assertThat(times).hasSize(41).startsWith(START).endsWith(START.plus(Duration.ofHours(240)));
        List<Instant> gone = times.stream()
                .filter(time -> demo.analysis("10u", null, time) instanceof Gone)
                .toList();
        assertThat(gone).containsExactly(Instant.parse("2018-10-10T18:00:00Z"));
    }

    @Test
    void the_missing_cycle_is_gone_with_the_reason_as_analysis_and_as_truth() {
        Instant missing = Instant.parse("2018-10-10T18:00:00Z");
        String why = "gfs/bad/gfs.t00z.pgrb2.1p00.f000.2018101018: not a GRIB file: HTML page"
                + " \"data file is not present\"";
        assertThat(demo.analysis("10v", null, missing)).isEqualTo(new Gone(why));
        assertThat(demo.truth("10v", null, missing)).isEqualTo(new Gone(why));
    }

    @Test
    void an_analysis_is_given_without_a_substitution() {
        Ready ready = ready(demo.analysis("10u", null, START));
        assertThat(ready.field().value(0, 0)).isEqualTo(-3.9995751f);
        assertThat(ready.sha256()).isEqualTo(Sha256.hex(ready.field().payload()));
        assertThat(ready.provenance().file()).isEqualTo(ANALYSIS);
        assertThat(ready.provenance().substitution()).isNull();
    }

    @Test
    void the_analysis_stands_in_for_era5_from_24_to_240_hours_and_says_so() {
        Instant time = START.plus(Duration.ofHours(24));
        Ready truth = ready(demo.truth("10u", null, time));
        assertThat(truth.sha256())
                .isEqualTo(ready(demo.analysis("10u", null, time)).sha256());
        assertThat(truth.provenance().actual().product()).isEqualTo(Product.GFS_ANALYSIS);
        assertThat(truth.provenance().substitution().reason()).contains("GFS analysis of the same valid time");
        assertThat(demo.truth("10u", null, START.plus(Duration.ofHours(18)))).isInstanceOf(Gone.class);
        assertThat(demo.truth("10u", null, START.plus(Duration.ofHours(246)))).isInstanceOf(Gone.class);
    }

    @Test
    void the_three_hour_forecast_stands_in_for_twelve_hours_and_for_no_other_lead() {
        Ready forecast = ready(demo.forecast("10v", null, START, 12));
        assertThat(forecast.field().validTime()).isEqualTo(START.plus(Duration.ofHours(12)));
        assertThat(forecast.provenance().actual()).isEqualTo(FieldKey.forecast("10v", null, START, 3));
        assertThat(forecast.sha256())
                .isEqualTo(ready(demo.forecast("10v", null, START, 3)).sha256());
        assertThat(demo.forecast("10v", null, START, 6)).isInstanceOf(Gone.class);
        assertThat(demo.forecast("10v", null, START.plus(Duration.ofHours(6)), 12))
                .isInstanceOf(Gone.class);
    }

    @Test
    void the_navy_winds_stand_in_for_the_climatology_of_october_only() {
        Ready climatology = ready(demo.climatology("10u", null, Instant.parse("2018-10-31T18:00:00Z")));
        assertThat(climatology.provenance().file()).isEqualTo("climatology/navy-october-1deg.nc");
        assertThat(climatology.provenance().substitution().wanted().product()).isEqualTo(Product.CLIMATOLOGY);
        assertThat(demo.climatology("10u", null, Instant.parse("2018-11-01T00:00:00Z")))
                .isInstanceOfSatisfying(
                        Gone.class, gone -> assertThat(gone.why()).contains("holds no monthly_climatology of 10u"));
        assertThat(demo.climatology("2t", null, START)).isInstanceOf(Gone.class);
    }

    @Test
    void in_an_open_directory_what_is_not_listed_or_not_a_file_is_not_yet_there() throws IOException {
        index(false, sha256());
        DirectorySource open = DirectorySource.open(directory);

        assertThat(open.analysis("2t", null, START))
                .isEqualTo(new NotYet("the directory test holds no gfs_analysis of 2t at 2018-10-06T1800Z"));
        assertThat(open.analysis("10u", null, START)).isEqualTo(new NotYet("the file winds does not exist"));

        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        assertThat(open.analysis("10u", null, START)).isInstanceOf(Ready.class);
    }

    @Test
    void an_open_directory_notices_a_new_index() throws IOException {
        index(false, sha256(), "2018-10-07T00:00:00Z");
        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        DirectorySource open = DirectorySource.open(directory);
        assertThat(open.analysis("10u", null, START)).isInstanceOf(NotYet.class);
        index(false, sha256());
        assertThat(open.analysis("10u", null, START)).isInstanceOf(Ready.class);
    }

    @Test
    void a_field_is_current_while_the_index_states_the_hash_of_its_file() throws IOException {
        index(false, sha256());
        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        DirectorySource open = DirectorySource.open(directory);
        FieldKey key = FieldKey.analysis("10u", null, START);
        Provenance provenance = ready(open.read(key)).provenance();
        assertThat(open.current(key, provenance)).isTrue();
        index(false, "0".repeat(64));
        assertThat(open.current(key, provenance)).isFalse();
        index(false, sha256(), "2018-10-07T00:00:00Z");
        assertThat(open.current(key, provenance)).isFalse();
        Files.delete(directory.resolve("index.json"));
        assertThat(open.current(key, provenance)).isTrue();

        FieldKey truth = FieldKey.truth("10u", null, START.plus(Duration.ofHours(24)));
        assertThat(demo.current(truth, ready(demo.read(truth)).provenance())).isTrue();
    }

    @Test
    void while_an_open_directorys_index_is_being_rewritten_its_fields_are_waited_for_and_nothing_else_fails()
            throws IOException {
        index(false, sha256());
        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        DirectorySource open = DirectorySource.open(directory);
        FieldKey key = FieldKey.analysis("10u", null, START);
        Path index = directory.resolve("index.json");
        Files.writeString(index, Files.readString(index).substring(0, 40));

        assertThat(open.read(key)).isInstanceOf(NotYet.class);
        assertThat(open.lists(key)).isTrue();
        assertThat(open.lists(FieldKey.analysis("10v", null, START.plusSeconds(1))))
                .isFalse();
        assertThat(open.substitutions()).isEmpty();

        index(false, sha256());
        assertThat(open.read(key)).isInstanceOf(Ready.class);
    }

    @Test
    void a_file_absent_from_a_closed_directory_is_gone() throws IOException {
        index(true, sha256());
        assertThat(closed().analysis("10u", null, START)).isEqualTo(new Gone("the file winds does not exist"));
    }

    @Test
    void bytes_that_do_not_match_the_index_are_broken_in_a_closed_directory_and_awaited_in_an_open_one()
            throws IOException {
        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        index(true, "0".repeat(64));
        assertThat(closed().analysis("10u", null, START))
                .isEqualTo(new Readiness.Broken("the bytes of winds do not have the sha256 that the index lists"));
        index(false, "0".repeat(64));
        assertThat(closed().analysis("10u", null, START)).isInstanceOf(NotYet.class);
    }

    @Test
    void a_file_whose_header_contradicts_the_index_is_not_accepted() throws IOException {
        Files.write(directory.resolve("winds"), Data.demo(ANALYSIS));
        index(true, sha256(), "2018-10-07T00:00:00Z");
        assertThat(closed().analysis("10u", null, Instant.parse("2018-10-07T00:00:00Z")))
                .isInstanceOfSatisfying(
                        Gone.class, gone -> assertThat(gone.why()).contains("holds no 10u from 2018-10-07T0000Z"));
    }

    @Test
    void a_missing_or_malformed_index_is_refused_and_says_what_is_wrong() throws IOException {
        assertThatThrownBy(this::closed).isInstanceOf(FailureException.class).hasMessageContaining("cannot read");
        Files.writeString(directory.resolve("index.json"), "{\"format\": \"other\"}");
        assertThatThrownBy(this::closed).hasMessageContaining("the format is \"other\"");
        index(true, sha256());
        Path index = directory.resolve("index.json");
        Files.writeString(index, Files.readString(index).replace("\"winds\"", "\"../winds\""));
        assertThatThrownBy(this::closed).hasMessageContaining("not inside the directory");
    }

    private DirectorySource closed() {
        return DirectorySource.open(directory);
    }

    private static String sha256() throws IOException {
        return Sha256.hex(Data.demo(ANALYSIS));
    }

    private void index(boolean closed, String sha256) throws IOException {
        index(closed, sha256, START.toString());
    }

    private void index(boolean closed, String sha256, String time) throws IOException {
        String json = """
                {"format": "fairweather-reference-directory/1", "name": "test", "closed": %s, "substitutions": [],
                 "files": [{"file": "winds", "sha256": "%s", "product": "gfs_analysis", "format": "grib",
                            "reference_time": "%s", "lead_hours": 0, "valid_time": "%s",
                            "fields": [{"variable": "10u", "level": null}]}]}
                """.formatted(closed, sha256, time, time);
        Files.writeString(directory.resolve("index.json"), json);
    }

    private static Ready ready(Readiness readiness) {
        assertThat(readiness).isInstanceOf(Ready.class);
        return (Ready) readiness;
    }
}
