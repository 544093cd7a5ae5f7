package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.era5.ArcoSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a store is laid out and packed, its fields are what xarray reads, in canonical orientation. */
class LayoutTest {
    private static final Instant TIME = Instant.parse("2017-01-01T12:00:00Z");
    private static final Instant LAST_HOUR = Instant.parse("2020-12-31T18:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'swapped': true, 'ascending': true, 'compressor': {'id': 'zlib', 'level': 1}}",
                "{'west': true, 'separator': '/', 'compressor': {'id': 'zstd', 'level': 1}, 'consolidated': false}",
                "{'west': true, 'swapped': true, 'dtype': '>i2', 'compressor': null}",
                "{'ascending': true, 'dtype': '<i2', 'compressor': {'id': 'blosc', 'cname': 'zstd', 'shuffle': 2}}",
                "{'dtype': '>f8', 'other_levels': 'scaled', 'compressor': {'id': 'blosc', 'cname': 'zstd'}}"
            })
    void a_field_is_the_same_in_any_layout(String options) throws Exception {
        String json = options.replace('\'', '"');
        Path samples = Python.samples();
        Path arco = Python.store(
                "make_arco_like.py", samples.resolve("arco.json"), json, directory.resolve("arco.zarr-v3"));
        Path wb2 = Python.store("make_wb2_like.py", samples.resolve("wb2.json"), json, directory.resolve("wb2.zarr"));
        FieldKey truth = FieldKey.truth("z", 500, TIME);
        FieldKey mean = FieldKey.climatology("z", 500, LAST_HOUR);

        Ready fromArco = (Ready) new ArcoSource(new SpoiltStore(arco)).read(truth);
        assertThat(fromArco.field().grid()).isEqualTo(Grid.global(61, 120));
        assertThat(fromArco.field().values())
                .isEqualTo(Python.xarray(arco, List.of(truth)).getFirst());
        Ready fromWb2 = (Ready) new Wb2Climatology(new SpoiltStore(wb2)).read(mean);
        assertThat(fromWb2.field().values())
                .isEqualTo(Python.xarray(wb2, List.of(mean)).getFirst());
    }
}
