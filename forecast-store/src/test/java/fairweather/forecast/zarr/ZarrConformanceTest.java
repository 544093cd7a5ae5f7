package fairweather.forecast.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.Samples;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZarrConformanceTest {
    @TempDir
    private Path directory;

    @Test
    void everyArrayThatZarrWritesIsReadValueForValue() throws Exception {
        Samples.python("write_zarr_samples.py", "zarr, numcodecs", directory);
        ObjectReader reader = new DirectoryReader(directory.resolve("samples.zarr"));
        ZarrMetadata metadata = ZarrMetadata.read(reader, Caps.DEFAULT);
        assertThat(metadata.arrayNames()).hasSize(16 * 7);
        for (String name : metadata.arrayNames()) {
            ArrayMetadata description = metadata.array(name);
            assertThat(description.separator()).isEqualTo(name.endsWith("_i2") ? '/' : '.');
            ZarrArray array = new ZarrArray(description, reader, Caps.DEFAULT);
            double[] values = array.readDoubles(array.everything());
            float[] floats = array.readFloats(array.everything());
            assertThat(values).hasSize(5 * 37 * 53);
            for (int i = 0; i < values.length; i++) {
                double expected = expected(description, i);
                assertThat(values[i]).as("%s at %d", name, i).isEqualTo(Double.valueOf(expected));
                assertThat(floats[i]).as("%s at %d", name, i).isEqualTo(Float.valueOf((float) expected));
            }
        }
    }

    private static double expected(ArrayMetadata array, long i) {
        long number = i * 7919 % 10007 - 5000;
        if (array.type().floating()) {
            return number * 0.25;
        }
        if (array.attributes().has("scale_factor")) {
            return number == -5000 ? Double.NaN : number * 0.5 + 100;
        }
        return number;
    }

    @Test
    void zarrAndXarrayReadWhatWeWriteBitForBit() throws Exception {
        List<Codec> codecs = new ArrayList<>(List.of(new NoCodec(), new Zlib(1), new Gzip(1), new Zstd(3)));
        for (Blosc.Compressor compressor : Blosc.Compressor.values()) {
            for (Shuffle shuffle : Shuffle.values()) {
                codecs.add(new Blosc(compressor, 5, shuffle));
            }
        }
        float[] values = new float[2 * 21 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i) * 300);
        }
        List<ZarrVariable> variables = new ArrayList<>(List.of(
                ZarrVariable.coordinate("time", 6L, 12L).withAttribute("units", "hours since 2018-10-06 18:00:00"),
                ZarrVariable.shorts("packed", List.of("time"), List.of(2), (short) 5, (short) 7)
                        .withAttribute("scale_factor", 0.5)
                        .withAttribute("add_offset", 3.0)
                        .withAttribute("_FillValue", -32768)));
        for (int n = 0; n < codecs.size(); n++) {
            variables.add(ZarrVariable.floats("v" + n, List.of("time", "lat", "lon"), List.of(2, 21, 40), values)
                    .withChunks(1, 8, 17)
                    .withCodec(codecs.get(n))
                    .withSeparator(n % 2 == 0 ? '.' : '/'));
        }
        write(ZarrWriter.write(Map.of("title", "sample"), variables));
        List<String> lines = Samples.python("describe_store.py", "zarr, xarray", directory, "--xarray", "time", "v0");
        Map<String, String> described = byName(lines.subList(0, variables.size()));
        String hash = hash(values);
        for (int n = 0; n < codecs.size(); n++) {
            assertThat(described).containsEntry("v" + n, "2x21x40 " + hash);
        }
        assertThat(described).containsEntry("packed", "2 " + hash(5.5f, 6.5f));
        assertThat(lines)
                .element(variables.size())
                .asString()
                .startsWith("time time 2018-10-07T00:00:00.000000000 2018-10-07T06");
        assertThat(lines).last().asString().startsWith("v0 time,lat,lon 0.0 ");
    }

    @Test
    void theSharedStoresReadAsZarrReadsThem() throws Exception {
        for (String name :
                List.of("ncep-air-namerica-6h-zarr/air_temperature.zarr", "ecmwf-tz-1deg-3formats/test_zarr")) {
            Path store = Samples.shared(name);
            Map<String, String> described = byName(Samples.python("describe_store.py", "zarr", store));
            ObjectReader reader = new DirectoryReader(store);
            ZarrMetadata metadata = ZarrMetadata.read(reader, Caps.DEFAULT);
            assertThat(metadata.arrayNames()).containsExactlyElementsOf(described.keySet());
            for (String array : metadata.arrayNames()) {
                ZarrArray read = new ZarrArray(metadata.array(array), reader, Caps.DEFAULT);
                String shape =
                        read.metadata().shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
                assertThat(described).containsEntry(array, shape + " " + hash(read.readDoubles(read.everything())));
            }
        }
    }

    private void write(Map<ObjectKey, byte[]> objects) throws IOException {
        for (Map.Entry<ObjectKey, byte[]> object : objects.entrySet()) {
            Path file = directory.resolve(object.getKey().value());
            Files.createDirectories(file.getParent());
            Files.write(file, object.getValue());
        }
    }

    private static Map<String, String> byName(List<String> lines) {
        Map<String, String> described = new TreeMap<>();
        lines.forEach(
                line -> described.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return described;
    }

    private static String hash(float... values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return hash(wide);
    }

    private static String hash(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Sha256.hex(bytes.array());
    }
}
