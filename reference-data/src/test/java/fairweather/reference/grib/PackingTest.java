package fairweather.reference.grib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.reference.Data;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "grib2-packing/gfs.complex.grib2",
                "grib2-packing/gfs.jpeg.grib2",
                "grib2-packing/gfs.png.grib2",
                "grib2-packing/ref_simple_packing.grib2",
                "grib2-packing/missing_values.grib2",
                "gfs-2p5deg-full/gfs.t12z.pgrbf120.2p5deg.grib2"
            })
    void it_is_what_eccodes_says(String name) throws Exception {
        Path file = Data.collection(name);

        assertThat(Packing.of(Files.readAllBytes(file)).describe()).isEqualTo(Eccodes.packing(file));
    }

    @Test
    void what_is_no_message_has_none() {
        assertThatThrownBy(() -> Packing.of("<html>a page of forty bytes and no message</html>".getBytes()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("does not say how its values are packed");
    }
}
