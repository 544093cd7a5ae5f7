package fairweather.reference.grib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.Data;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.unit.Units;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GribFileTest {
    private static final String WINDS = "gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018100618";
    private static final Instant CYCLE = Instant.parse("2018-10-06T18:00:00Z");

    @Test
    void the_eastward_wind_of_the_first_cycle_has_the_reference_values() throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(Data.demo("reference-scores.json"))
                .at("/spot-values/gfs wind 2018100618 f000 10u");
        Field field = winds().field("10u", null, CYCLE, 0);
        float[] values = field.values();

        assertThat(field.grid()).isEqualTo(Grid.global(181, 360));
        assertThat(field.validTime()).isEqualTo(CYCLE);
        assertThat(values).hasSize(expected.get("n").intValue());
        for (int i = 0; i < 5; i++) {
            assertThat(rounded(values[i])).isEqualTo(expected.at("/first5/" + i).doubleValue());
        }
        double sum = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(rounded(least)).isEqualTo(expected.get("min").doubleValue());
        assertThat(rounded(most)).isEqualTo(expected.get("max").doubleValue());
        assertThat(rounded(sum / values.length)).isEqualTo(expected.get("mean").doubleValue());
    }

    @Test
    void fields_are_found_by_their_headers_and_never_by_the_name_of_the_file() throws IOException {
        GribFile file = GribFile.read("f000 by name", Data.demo("gfs/f003/gfs.t00z.pgrb2.1p00.f000.2018100618f3"));
        assertThat(file.field("10v", null, CYCLE, 3).validTime()).isEqualTo(Instant.parse("2018-10-06T21:00:00Z"));
        assertThatThrownBy(() -> file.field("10v", null, CYCLE, 0)).hasMessageContaining("holds no 10v");
    }

    @Test
    void a_wrong_variable_level_or_reference_time_is_not_found() throws IOException {
        GribFile file = winds();
        assertThatThrownBy(() -> file.field("2t", null, CYCLE, 0)).hasMessageContaining("holds no 2t");
        assertThatThrownBy(() -> file.field("10u", 500, CYCLE, 0)).hasMessageContaining("at 500 hPa");
        assertThatThrownBy(() -> file.field("10u", null, CYCLE.plusSeconds(21600), 0))
                .hasMessageContaining("holds no 10u");
        assertThatThrownBy(() -> file.field("wind", null, CYCLE, 0)).hasMessageContaining("unknown variable");
    }

    @Test
    void geopotential_height_becomes_geopotential() throws IOException {
        String name = "grib2-packing/gfs.complex.grib2";
        GribFile file = GribFile.read(name, Files.readAllBytes(Data.collection(name)));
        Field field = file.field("z", 500, Instant.parse("2020-10-26T00:00:00Z"), 24);
        float height = file.records().getFirst().values()[0];
        assertThat(field.value(0, 0)).isEqualTo((float) (height * Units.STANDARD_GRAVITY));
        assertThat(height).isCloseTo(4943.645f, within(0.001f));
    }

    @Test
    void an_html_page_saved_as_grib_is_named_for_what_it_is() throws IOException {
        byte[] page = Data.demo("gfs/bad/gfs.t00z.pgrb2.1p00.f000.2018101018");
        assertThatThrownBy(() -> GribFile.read("winds", page))
                .isInstanceOfSatisfying(FailureException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Code.VALIDATOR_INTERNAL);
                    assertThat(failure.failure().message())
                            .isEqualTo("winds: not a GRIB file: HTML page \"data file is not present\"");
                });
    }

    @Test
    void an_empty_file_and_arbitrary_bytes_are_refused() {
        assertThatThrownBy(() -> GribFile.read("winds", new byte[0])).hasMessageContaining("the file is empty");
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> GribFile.read("winds", text)).hasMessageContaining("5 bytes without a GRIB message");
    }

    @Test
    void a_file_cut_anywhere_is_refused_as_truncated() throws IOException {
        byte[] whole = Data.demo(WINDS);
        for (int length : new int[] {5, 15, 16, 1000, 74_000, whole.length - 1}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GribFile.read("winds", cut))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void a_flipped_byte_ends_in_a_failure_or_a_field_and_never_in_another_exception() throws IOException {
        byte[] whole = Data.demo(WINDS);
        for (int position = 0; position < 300; position++) {
            byte[] flipped = whole.clone();
            flipped[position] ^= (byte) 0xff;
            try {
                GribFile.read("winds", flipped).records().forEach(GribRecord::values);
            } catch (FailureException refused) {
                assertThat(refused.failure().message()).isNotBlank();
            }
        }
    }

    /** Octets of section 5: how many values there are, and in how many groups. */
    @ParameterizedTest
    @ValueSource(ints = {6, 32})
    void a_message_that_claims_far_more_than_its_bytes_can_hold_is_refused_and_takes_no_memory(int octet)
            throws IOException {
        byte[] bomb = Data.demo(WINDS);
        ByteBuffer.wrap(bomb).putInt(section5(bomb) + octet - 1, Integer.MAX_VALUE);

        assertThatThrownBy(() -> GribFile.read("winds", bomb).records().forEach(GribRecord::values))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("more than its grid");
    }

    private static int section5(byte[] message) {
        int position = 16;
        while (message[position + 4] != 5) {
            position += ByteBuffer.wrap(message).getInt(position);
        }
        return position;
    }

    @Test
    void edition_1_is_refused() throws IOException {
        byte[] bytes = Data.demo(WINDS);
        bytes[7] = 1;
        assertThatThrownBy(() -> GribFile.read("winds", bytes)).hasMessageContaining("edition 1 is not supported");
    }

    private static GribFile winds() throws IOException {
        return GribFile.read("winds", Data.demo(WINDS));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
