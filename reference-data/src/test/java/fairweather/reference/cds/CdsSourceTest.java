package fairweather.reference.cds;

import static fairweather.reference.cds.CdsRig.LEVELS;
import static fairweather.reference.cds.CdsRig.T2M;
import static fairweather.reference.cds.CdsRig.T850;
import static fairweather.reference.cds.CdsRig.TIME;
import static fairweather.reference.cds.CdsRig.Z500;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.archive.cds.Result;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, over HTTP. */
class CdsSourceTest {
    @TempDir
    private Path directory;

    private CdsRig rig;

    @BeforeEach
    void start() {
        rig = new CdsRig(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void fields_arrive_when_the_jobs_have_ended_and_nothing_is_left_behind() throws Exception {
        Map<FieldKey, Readiness> answers = rig.askUntilAnswered(rig.source(), List.of(Z500, T2M, T850));

        assertThat(answers)
                .hasSize(3)
                .allSatisfy((key, readiness) -> assertThat(readiness).isInstanceOf(Ready.class));
        Ready geopotential = (Ready) answers.get(Z500);
        assertThat(geopotential.field().grid()).isEqualTo(Grid.global(61, 120));
        assertThat(geopotential.field().value(0, 0)).isCloseTo(51169.7031f, within(1e-3f));
        assertThat(geopotential.field().validTime()).isEqualTo(TIME);
        assertThat(geopotential.provenance().source()).isEqualTo("cds");
        assertThat(geopotential.provenance().release()).isEqualTo("ERA5");
        assertThat(geopotential.provenance().file()).startsWith("reanalysis-era5-pressure-levels/");
        assertThat(geopotential.provenance().bytes()).matches("0-\\d+");
        assertThat(geopotential.sha256()).isEqualTo(geopotential.field().sha256());
        assertThat(rig.api.submissions()).hasSize(2);
        assertThat(rig.api.deletions()).isEqualTo(2);
        assertThat(rig.requests().remembered(CdsDataset.PRESSURE_LEVELS, TIME)).isEmpty();
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cds-requests.json", "cds-requests.json.lock");
        }
    }

    @Test
    void one_request_asks_for_all_variables_and_levels_of_a_valid_time() {
        rig.ask(rig.source(), List.of(Z500, FieldKey.truth("t", 1000, TIME), T850));

        assertThat(rig.api.submissions())
                .singleElement()
                .satisfies(inputs -> assertThat(inputs)
                        .hasToString(
                                "{\"product_type\":[\"reanalysis\"],\"variable\":[\"temperature\",\"geopotential\"],"
                                        + "\"year\":[\"2017\"],\"month\":[\"01\"],\"day\":[\"01\"],\"time\":[\"00:00\"],"
                                        + "\"pressure_level\":[\"500\",\"850\",\"1000\"],"
                                        + "\"data_format\":\"grib\",\"download_format\":\"unarchived\"}"));
    }

    @Test
    void the_queue_is_looked_at_less_and_less_often_and_never_before_its_time() {
        rig.api.queue(100);
        CdsSource source = rig.source();
        for (long millis : List.of(1000L, 1500L, 2250L, 3375L)) {
            NotYet waiting = rig.askForLevels(source);
            assertThat(waiting.askAgain()).isEqualTo(Duration.ofMillis(millis));
            long asked = rig.server.count("**");

            assertThat(rig.askForLevels(source).askAgain()).isEqualTo(Duration.ofMillis(millis));

            assertThat(rig.server.count("**")).isEqualTo(asked);
            rig.now = rig.now.plusMillis(millis);
        }
        assertThat(rig.askForLevels(source).why())
                .isEqualTo("the Climate Data Store has not delivered reanalysis-era5-pressure-levels of"
                        + " 2017-01-01T0000Z yet: its job is running");
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void a_part_of_what_is_on_its_way_is_not_asked_for_anew() {
        CdsSource source = rig.source();
        rig.askForLevels(source);

        Map<FieldKey, Readiness> answers = rig.askUntilAnswered(source, List.of(T850));

        assertThat(answers.get(T850)).isInstanceOf(Ready.class);
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void valid_times_are_requests_of_their_own() {
        FieldKey next = FieldKey.truth("z", 500, TIME.plus(Duration.ofHours(12)));

        Map<FieldKey, Readiness> answers = rig.askUntilAnswered(rig.source(), List.of(Z500, next));

        assertThat(((Ready) answers.get(next)).field().validTime()).isEqualTo(next.validTime());
        assertThat(((Ready) answers.get(next)).sha256()).isNotEqualTo(((Ready) answers.get(Z500)).sha256());
        assertThat(rig.api.submissions()).hasSize(2);
    }

    @Test
    void preliminary_data_are_told_apart() {
        rig.api.result(Result.PRELIMINARY);

        Map<FieldKey, Readiness> answers = rig.askUntilAnswered(rig.source(), LEVELS);

        assertThat(answers)
                .allSatisfy((key, readiness) ->
                        assertThat(((Ready) readiness).provenance().release()).isEqualTo("ERA5T"));
    }

    @Test
    void what_era5_does_not_have_is_gone_and_not_asked_for() {
        FieldKey halfPast = FieldKey.truth("z", 500, TIME.plus(Duration.ofMinutes(30)));
        FieldKey unknown = FieldKey.truth("cloud", null, TIME);
        FieldKey forecast = FieldKey.analysis("z", 500, TIME);

        Map<FieldKey, Readiness> answers = rig.ask(rig.source(), List.of(halfPast, unknown, forecast));

        assertThat(answers)
                .hasSize(3)
                .allSatisfy((key, readiness) -> assertThat(readiness).isInstanceOf(Gone.class));
        assertThat(rig.api.submissions()).isEmpty();
    }

    @Test
    void one_field_alone_is_read_as_well() {
        rig.api.queue(0);
        CdsSource source = rig.source();
        assertThat(source.read(Z500)).isInstanceOf(NotYet.class);
        rig.now = rig.now.plusSeconds(1);

        assertThat(source.read(Z500)).isInstanceOf(Ready.class);
    }
}
