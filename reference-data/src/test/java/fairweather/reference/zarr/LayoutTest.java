package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.zarr.Python.Stored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a store is laid out and packed, its fields are what xarray reads, in canonical orientation. */
class LayoutTest {
    private static final List<String> LAYOUTS = Stream.of(
                    "{'swapped': true, 'ascending': true, 'compressor': {'id': 'zlib', 'level': 1}}",
                    "{'west': true, 'separator': '/', 'compressor': {'id': 'zstd', 'level': 1}, 'consolidated': false}",
                    "{'west': true, 'swapped': true, 'dtype': '>i2', 'compressor': null}",
                    "{'ascending': true, 'dtype': '<i2', 'compressor': {'id': 'blosc', 'cname': 'zstd', 'shuffle': 2}}",
                    "{'dtype': '>f8', 'other_levels': 'scaled', 'compressor': {'id': 'blosc', 'cname': 'zstd'}}")
            .map(options -> options.replace('\'', '"'))
            .toList();

    private static final FieldKey TRUTH = FieldKey.truth("z", 500, Instant.parse("2017-01-01T12:00:00Z"));
    private static final FieldKey MEAN = FieldKey.climatology("z", 500, Instant.parse("2020-12-31T18:00:00Z"));

    @TempDir
    private Path directory;

    @Test
    void a_field_is_the_same_in_any_layout() throws Exception {
        Path samples = Python.samples();
        List<Path> arco = stores("make_arco_like.py", samples.resolve("arco.json"));
        List<Path> wb2 = stores("make_wb2_like.py", samples.resolve("wb2.json"));

        List<float[]> expected = Python.xarray(Stream.concat(
                        arco.stream().map(store -> new Stored(store, TRUTH)),
                        wb2.stream().map(store -> new Stored(store, MEAN)))
                .toList());
        for (int n = 0; n < LAYOUTS.size(); n++) {
            Ready truth = read(new ArcoSource(new SpoiltStore(arco.get(n))), TRUTH);
            assertThat(truth.field().grid()).isEqualTo(Grid.global(61, 120));
            same(truth, expected.get(n), LAYOUTS.get(n));
            Ready mean = read(new Wb2Climatology(new SpoiltStore(wb2.get(n))), MEAN);
            same(mean, expected.get(LAYOUTS.size() + n), LAYOUTS.get(n));
        }
    }

    private List<Path> stores(String script, Path description) throws Exception {
        Path stores = Files.createDirectory(directory.resolve(script));
        Python.stores(script, description, LAYOUTS, stores);
        return IntStream.range(0, LAYOUTS.size())
                .mapToObj(n -> stores.resolve(String.valueOf(n)))
                .toList();
    }

    private static Ready read(ReferenceSource source, FieldKey key) {
        assertThat(source.read(key)).isInstanceOf(Ready.class);
        return (Ready) source.read(key);
    }

    private static void same(Ready ready, float[] expected, String layout) {
        assertThat(Arrays.mismatch(ready.field().values(), expected)).as(layout).isEqualTo(-1);
    }
}
