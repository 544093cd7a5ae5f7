package fairweather.scoring.store;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProvenanceJsonTest {
    private static final FieldKey TRUTH = FieldKey.truth("10u", null, Instant.parse("2025-11-05T00:00:00Z"));

    @Test
    void of_a_bundled_field_the_providers_object_is_told_beside_the_bundles_file() {
        Provenance provider = new Provenance("arco", "u/0.0", "ab", "\"e1\"", "0-99", "ERA5T", TRUTH, null);
        Provenance bundled =
                new Provenance("november", "fields/u.field", "cd", null, null, "ERA5T", TRUTH, null, provider);

        assertThat(ProvenanceJson.of(bundled))
                .isEqualTo(new JsonObject()
                        .put("source", "november")
                        .put("file", "fields/u.field")
                        .put("file_sha256", "cd")
                        .put("product", "era5")
                        .put("valid_time", "2025-11-05T00:00:00Z")
                        .put("release", "ERA5T")
                        .put(
                                "origin",
                                new JsonObject()
                                        .put("source", "arco")
                                        .put("file", "u/0.0")
                                        .put("file_sha256", "ab")
                                        .put("product", "era5")
                                        .put("valid_time", "2025-11-05T00:00:00Z")
                                        .put("etag", "\"e1\"")
                                        .put("bytes", "0-99")
                                        .put("release", "ERA5T")));
    }
}
