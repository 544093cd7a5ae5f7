package fairweather.reference.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.reference.Data;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClimatologyFileTest {
    private static final String FILE = "climatology/navy-october-1deg.nc";
    private static final Instant OCTOBER = Instant.parse("2018-10-07T18:00:00Z");

    @Test
    void the_navy_winds_of_october_are_read_on_the_grid_of_the_analyses() throws IOException {
        Field field = navy().field("10u", OCTOBER);
        assertThat(field.grid()).isEqualTo(Grid.global(181, 360));
        assertThat(field.validTime()).isEqualTo(OCTOBER);
        assertThat(field.value(90, 180)).isEqualTo(-1.8459071f);
        assertThat(navy().field("10v", OCTOBER).value(30, 359)).isEqualTo(3.1609125f);
        for (float value : field.values()) {
            assertThat(value).isBetween(-20f, 20f);
        }
    }

    @Test
    void another_month_or_variable_is_refused() throws IOException {
        ClimatologyFile file = navy();
        assertThatThrownBy(() -> file.field("10u", Instant.parse("2018-11-01T00:00:00Z")))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("holds no month 11");
        assertThatThrownBy(() -> file.field("2t", OCTOBER)).hasMessageContaining("has no variable t2m");
        assertThatThrownBy(() -> file.field("wind", OCTOBER)).hasMessageContaining("none of the known variables");
    }

    @Test
    void packed_values_and_marks_of_missing_ones_are_refused() throws IOException {
        for (String attribute : new String[] {"_FillValue", "scale_factor", "add_offset"}) {
            ClimatologyFile file = ClimatologyFile.read(FILE, withAttribute(attribute));
            assertThatThrownBy(() -> file.field("10u", OCTOBER))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("u10 has the attribute " + attribute);
            assertThat(file.field("10v", OCTOBER).value(30, 359)).isEqualTo(3.1609125f);
        }
    }

    /** The file with the first {@code long_name}, that of 10u, called otherwise: names are padded to 12 characters. */
    private static byte[] withAttribute(String name) throws IOException {
        byte[] bytes = Data.demo(FILE);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("long_name");
        bytes[at - 1] = (byte) name.length();
        Arrays.fill(bytes, at, at + 12, (byte) 0);
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, name.length());
        return bytes;
    }

    @Test
    void bytes_that_are_no_netcdf_are_refused() {
        byte[] text = "<html>".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ClimatologyFile.read("winds", text)).hasMessageContaining("not a readable NetCDF");
    }

    private static ClimatologyFile navy() throws IOException {
        return ClimatologyFile.read(FILE, Data.demo(FILE));
    }
}
