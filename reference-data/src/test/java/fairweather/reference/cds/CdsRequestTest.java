package fairweather.reference.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdsRequestTest {
    private static final Instant TIME = Instant.parse("2025-12-01T18:00:00Z");

    private static CdsRequest levels(List<CanonicalVariable> variables, List<Integer> levels) {
        return new CdsRequest(CdsDataset.PRESSURE_LEVELS, TIME, variables, levels, null);
    }

    private static FieldKey truth(String variable, Integer level) {
        return FieldKey.truth(variable, level, TIME);
    }

    @Test
    void all_that_is_scored_is_two_requests() {
        List<FieldKey> keys = new ArrayList<>();
        List.of("2t", "10u", "10v", "msl").forEach(name -> keys.add(truth(name, null)));
        List<Integer> levels = List.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000);
        levels.reversed()
                .forEach(level -> List.of("q", "z", "v", "u", "t").forEach(name -> keys.add(truth(name, level))));

        List<CdsRequest> requests = CdsRequest.covering(keys, null);

        assertThat(requests)
                .extracting(CdsRequest::dataset)
                .containsExactly(CdsDataset.SINGLE_LEVELS, CdsDataset.PRESSURE_LEVELS);
        assertThat(requests.getFirst().inputs().path("variable").toString())
                .isEqualTo("[\"2m_temperature\",\"10m_u_component_of_wind\",\"10m_v_component_of_wind\","
                        + "\"mean_sea_level_pressure\"]");
        assertThat(requests.getFirst().inputs().has("pressure_level")).isFalse();
        assertThat(requests.getLast().inputs().path("variable").toString())
                .isEqualTo("[\"temperature\",\"u_component_of_wind\",\"v_component_of_wind\",\"specific_humidity\","
                        + "\"geopotential\"]");
        assertThat(requests.getLast().levels()).isEqualTo(levels);
        assertThat(requests.getLast().inputs().path("time").toString()).isEqualTo("[\"18:00\"]");
    }

    @Test
    void what_is_no_rectangle_is_covered_by_the_smallest_one() {
        List<CdsRequest> requests = CdsRequest.covering(List.of(truth("z", 500), truth("t", 850)), null);

        assertThat(requests)
                .containsExactly(levels(
                        List.of(CanonicalVariable.TEMPERATURE, CanonicalVariable.GEOPOTENTIAL), List.of(500, 850)));
    }

    @Test
    void a_request_covers_its_parts_and_nothing_else() {
        CdsRequest whole =
                levels(List.of(CanonicalVariable.TEMPERATURE, CanonicalVariable.GEOPOTENTIAL), List.of(500, 850));
        CdsRequest part = levels(List.of(CanonicalVariable.GEOPOTENTIAL), List.of(850));

        assertThat(whole.covers(part)).isTrue();
        assertThat(whole.covers(whole)).isTrue();
        assertThat(part.covers(whole)).isFalse();
        assertThat(whole.covers(levels(List.of(CanonicalVariable.GEOPOTENTIAL), List.of(700))))
                .isFalse();
        assertThat(whole.covers(
                        new CdsRequest(part.dataset(), TIME.plusSeconds(3600), part.variables(), part.levels(), null)))
                .isFalse();
        assertThat(whole.covers(new CdsRequest(part.dataset(), TIME, part.variables(), part.levels(), 1.0)))
                .isFalse();
        assertThat(whole.covers(truth("z", 850))).isTrue();
        assertThat(whole.covers(truth("u", 850))).isFalse();
        assertThat(whole.covers(truth("z", 700))).isFalse();
        assertThat(whole.covers(truth("2t", null))).isFalse();
    }

    @Test
    void the_order_of_what_is_asked_for_makes_no_difference() {
        CdsRequest one =
                levels(List.of(CanonicalVariable.TEMPERATURE, CanonicalVariable.GEOPOTENTIAL), List.of(500, 850));
        CdsRequest other =
                levels(List.of(CanonicalVariable.GEOPOTENTIAL, CanonicalVariable.TEMPERATURE), List.of(850, 500, 500));

        assertThat(other).isEqualTo(one);
        assertThat(other.sha256()).isEqualTo(one.sha256());
        assertThat(levels(List.of(CanonicalVariable.TEMPERATURE), List.of(500, 850))
                        .sha256())
                .isNotEqualTo(one.sha256());
    }

    @Test
    void a_request_is_read_back_from_what_it_said() {
        CdsRequest request = new CdsRequest(
                CdsDataset.PRESSURE_LEVELS, TIME, List.of(CanonicalVariable.TEMPERATURE), List.of(50, 1000), 0.25);

        assertThat(CdsRequest.of(request.dataset(), TIME, request.inputs())).isEqualTo(request);
        assertThat(request.inputs().path("grid").toString()).isEqualTo("[0.25,0.25]");
    }

    @Test
    void what_no_request_of_ours_said_is_refused() throws IOException {
        var inputs = new ObjectMapper().readTree("{\"variable\": [\"sea_ice_cover\"]}");

        assertThatThrownBy(() -> CdsRequest.of(CdsDataset.SINGLE_LEVELS, TIME, inputs))
                .hasMessage("unknown variable \"sea_ice_cover\"");
        assertThatThrownBy(() -> CdsDataset.of("reanalysis-era5-land")).hasMessageContaining("reanalysis-era5-land");
    }
}
