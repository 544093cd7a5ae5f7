package fairweather.reference.gfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GfsPathTest {
    private static final GfsPath QUARTER = new GfsPath("0p25");

    @Test
    void a_file_is_named_by_cycle_resolution_and_step() {
        GfsStep step = new GfsStep(Instant.parse("2026-01-09T06:00:00Z"), 12);
        assertThat(QUARTER.data(step)).isEqualTo("gfs.20260109/06/atmos/gfs.t06z.pgrb2.0p25.f012");
        assertThat(new GfsPath("1p00").index(step)).isEqualTo("gfs.20260109/06/atmos/gfs.t06z.pgrb2.1p00.f012.idx");
    }

    @Test
    void the_folder_of_the_atmosphere_exists_since_the_23rd_of_march_2021() {
        assertThat(QUARTER.data(new GfsStep(Instant.parse("2021-03-22T18:00:00Z"), 240)))
                .isEqualTo("gfs.20210322/18/gfs.t18z.pgrb2.0p25.f240");
        assertThat(QUARTER.data(new GfsStep(Instant.parse("2021-03-23T00:00:00Z"), 240)))
                .isEqualTo("gfs.20210323/00/atmos/gfs.t00z.pgrb2.0p25.f240");
    }

    @Test
    void an_analysis_is_step_0_of_its_cycle_and_there_are_four_cycles_a_day() {
        Instant noon = Instant.parse("2026-01-09T12:00:00Z");
        assertThat(GfsStep.of(FieldKey.analysis("10u", null, noon))).contains(new GfsStep(noon, 0));
        assertThat(GfsStep.of(FieldKey.analysis("10u", null, noon.plusSeconds(3600))))
                .isEmpty();
        assertThat(GfsStep.of(FieldKey.analysis("10u", null, noon.plusNanos(1))))
                .isEmpty();
        assertThat(GfsStep.of(FieldKey.truth("10u", null, noon))).isEmpty();
    }

    @Test
    void forecasts_are_hourly_to_120_and_then_three_hourly_to_384() {
        Instant cycle = Instant.parse("2026-01-09T12:00:00Z");
        assertThat(GfsStep.of(FieldKey.forecast("10u", null, cycle, 119))).contains(new GfsStep(cycle, 119));
        assertThat(GfsStep.of(FieldKey.forecast("10u", null, cycle, 121))).isEmpty();
        assertThat(GfsStep.of(FieldKey.forecast("10u", null, cycle, 123))).contains(new GfsStep(cycle, 123));
        assertThat(GfsStep.of(FieldKey.forecast("10u", null, cycle, 387))).isEmpty();
        assertThat(GfsStep.of(FieldKey.forecast("10u", null, cycle, -3))).isEmpty();
    }

    @Test
    void the_resolution_says_on_what_grid_the_fields_lie() {
        assertThat(GfsSettings.standard()).isEqualTo(new GfsSettings("0p25", Grid.global(721, 1440), 10));
        assertThat(GfsSettings.of("2p50").grid()).isEqualTo(Grid.global(73, 144));
        assertThat(GfsSettings.of("1p00").onAnyGrid().withFewestLines(2)).isEqualTo(new GfsSettings("1p00", null, 2));
        assertThatThrownBy(() -> GfsSettings.of("0p00")).hasMessageContaining("0p00");
        assertThatThrownBy(() -> GfsSettings.of("quarter")).hasMessageContaining("quarter");
    }
}
