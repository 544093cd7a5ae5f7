package fairweather.forecast.store;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DataChunksTest {
    @Test
    void data_under_any_name_of_a_wanted_variable_counts_and_coordinates_and_metadata_do_not() {
        TreeMap<ObjectKey, String> files = new TreeMap<>();
        for (String key : List.of(
                ".zmetadata",
                "10u/.zarray",
                "10u/.zattrs",
                "10u/0.0.0",
                "v10/0/0/0",
                "msl/0.0.0",
                "time/0",
                "lat/0",
                "10u_spread/0.0.0")) {
            files.put(ObjectKey.of(key), "hash of " + key);
        }
        Manifest manifest =
                new Manifest(Manifest.SCHEMA_VERSION, Manifest.PROFILE_VERSION, Manifest.SHA256, "signer", files);

        assertThat(DataChunks.hashes(manifest, List.of("10u", "10v", "2t")))
                .containsExactly("hash of 10u/0.0.0", "hash of v10/0/0/0");
    }
}
