package fairweather.forecast.zarr;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackingTest {
    private final ZarrVariable shorts =
            ZarrVariable.shorts("t", List.of("time"), List.of(4), (short) 0, (short) 100, (short) -1, (short) -2);

    @Test
    void both_markers_of_missing_values_are_gaps() {
        ZarrVariable packed = shorts.withAttribute("scale_factor", 0.5)
                .withAttribute("add_offset", 273)
                .withAttribute("_FillValue", -1)
                .withAttribute("missing_value", -2);
        assertThat(read(packed)).containsExactly(273, 323, Float.NaN, Float.NaN);
    }

    @Test
    void one_marker_alone_is_enough_whichever_it_is() {
        assertThat(read(shorts.withAttribute("missing_value", -2))).containsExactly(0, 100, -1, Float.NaN);
        assertThat(read(shorts.withAttribute("_FillValue", -1))).containsExactly(0, 100, Float.NaN, -2);
    }

    @Test
    void a_marker_that_cannot_be_stored_marks_nothing() {
        assertThat(read(shorts.withAttribute("_FillValue", 1e20))).containsExactly(0, 100, -1, -2);
        assertThat(read(shorts.withAttribute("_FillValue", "NaN"))).containsExactly(0, 100, -1, -2);
    }

    @Test
    void limits_of_validity_are_not_read() {
        ZarrVariable limited = shorts.withAttribute("valid_min", 50)
                .withAttribute("valid_max", 60)
                .withAttribute("valid_range", List.of(50, 60));
        assertThat(read(limited)).containsExactly(0, 100, -1, -2);
    }

    @Test
    void packings_of_no_honest_file_are_refused() {
        for (Object scale : List.of(0, 1e13, 1e-31, "0.01", List.of(0.01))) {
            assertThat(codeOf(() -> read(shorts.withAttribute("scale_factor", scale))))
                    .as("%s", scale)
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        for (Object offset : List.of(1e13, -1e13, "0", Double.NaN)) {
            assertThat(codeOf(() -> read(shorts.withAttribute("add_offset", offset))))
                    .as("%s", offset)
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        assertThat(codeOf(() -> read(shorts.withAttribute("_Unsigned", "true"))))
                .isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(read(shorts.withAttribute("_Unsigned", "false"))).containsExactly(0, 100, -1, -2);
    }

    private static float[] read(ZarrVariable variable) {
        Map<ObjectKey, byte[]> store = ZarrWriter.write(Map.of(), List.of(variable));
        ZarrMetadata metadata = ZarrMetadata.parse(store.get(ObjectKey.CONSOLIDATED_METADATA), Caps.DEFAULT);
        ZarrArray array = new ZarrArray(metadata.array("t"), new MemoryReader(store), Caps.DEFAULT);
        return array.readFloats(array.everything());
    }
}
