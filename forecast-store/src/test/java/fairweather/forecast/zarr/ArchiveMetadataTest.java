package fairweather.forecast.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What archives may have and miners may not, and metadata that nobody consolidated. */
class ArchiveMetadataTest {
    private static final String HOURLY = """
            {"zarr_format": 2, "shape": [1323648, 37, 721, 1440], "chunks": [1, 37, 721, 1440], "dtype": "<f4",
             "compressor": {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0},
             "fill_value": "NaN", "filters": null, "order": "C"}
            """;

    private final SortedMap<String, byte[]> objects = new TreeMap<>();

    @Test
    void a_chunk_of_37_levels_and_an_hourly_axis_to_2050_are_an_archives_only() {
        objects.put("temperature/.zarray", HOURLY.getBytes(UTF_8));

        assertThat(ZarrMetadata.of(objects, Caps.ARCHIVE).array("temperature").chunkBytes())
                .isEqualTo(37 * 721 * 1440 * 4);
        assertThatThrownBy(() -> ZarrMetadata.of(objects, Caps.DEFAULT).array("temperature"))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void single_objects_say_the_same_as_consolidated_ones() {
        objects.put(".zattrs", "{\"valid_time_stop\": \"2024-01-31\"}".getBytes(UTF_8));
        objects.put("temperature/.zarray", HOURLY.getBytes(UTF_8));
        objects.put(
                "temperature/.zattrs",
                "{\"_ARRAY_DIMENSIONS\": [\"time\", \"level\", \"latitude\", \"longitude\"]}".getBytes(UTF_8));
        ZarrMetadata metadata = ZarrMetadata.of(objects, Caps.ARCHIVE);

        assertThat(metadata.arrayNames()).containsExactly("temperature");
        assertThat(metadata.attributes().path("valid_time_stop").asText()).isEqualTo("2024-01-31");
        assertThat(metadata.array("temperature").dimensions())
                .containsExactly("time", "level", "latitude", "longitude");
    }

    @Test
    void a_single_object_is_read_as_strictly_as_all_of_them() {
        objects.put("temperature/.zarray", (HOURLY + "{}").getBytes(UTF_8));
        assertThatThrownBy(() -> ZarrMetadata.of(objects, Caps.ARCHIVE))
                .hasMessageContaining("temperature/.zarray is not strict JSON");
    }
}
