package fairweather.reference.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdsCredentialsTest {
    private static final String KEY = "5e9f1c6a-0b7d-4c1e-8a43-2f6d9b7c1e55";

    @TempDir
    private Path directory;

    private Path file(String permissions, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("cdsapirc"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void the_key_file_of_other_clients_will_do() throws IOException {
        Path file = file("rw-------", "# mine\nurl: https://cds.example.org/api/\nkey: " + KEY + "\n");

        CdsCredentials found = CdsCredentials.find(Map.of(), file).orElseThrow();

        assertThat(found.url()).isEqualTo(URI.create("https://cds.example.org/api"));
        assertThat(found.key()).isEqualTo(KEY);
        assertThat(found).hasToString("CdsCredentials[https://cds.example.org/api]");
    }

    @Test
    void the_environment_comes_first_and_the_usual_address_is_known() throws IOException {
        Path file = file("rw-------", "url: https://cds.example.org/api\nkey: another-key\n");

        CdsCredentials found =
                CdsCredentials.find(Map.of("CDSAPI_KEY", KEY), file).orElseThrow();

        assertThat(found.key()).isEqualTo(KEY);
        assertThat(found.url()).isEqualTo(URI.create("https://cds.climate.copernicus.eu/api"));
        Map<String, String> elsewhere = Map.of("CDSAPI_KEY", KEY, "CDSAPI_URL", "https://other.example.org/api");
        assertThat(CdsCredentials.find(elsewhere, file).orElseThrow().url())
                .isEqualTo(URI.create("https://other.example.org/api"));
    }

    @Test
    void without_a_key_there_is_none() {
        assertThat(CdsCredentials.find(Map.of(), null)).isEmpty();
        assertThat(CdsCredentials.find(Map.of("CDSAPI_KEY", " "), directory.resolve("none")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void a_file_that_others_may_read_or_change_is_refused(String permissions) throws IOException {
        Path file = file(permissions, "key: " + KEY + "\n");

        assertThatThrownBy(() -> CdsCredentials.find(Map.of(), file))
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void a_file_without_a_key_is_told() throws IOException {
        Path file = file("rw-------", "url: https://cds.example.org/api\n");

        assertThatThrownBy(() -> CdsCredentials.find(Map.of(), file)).hasMessageContaining("no line \"key: …\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "two words of text", "12345:5e9f1c6a-0b7d-4c1e-8a43-2f6d9b7c1e55"})
    void what_cannot_be_a_key_is_refused_and_not_repeated(String key) {
        assertThatThrownBy(() -> CdsCredentials.of(CdsCredentials.DEFAULT_URL, key))
                .hasMessageContaining("the key of the Climate Data Store")
                .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/api", "https://user:word@host/api", "https://host/api?key=1", "api"})
    void an_address_is_an_address_and_nothing_else(String url) {
        assertThatThrownBy(() -> CdsCredentials.of(URI.create(url), KEY))
                .hasMessageContaining("a host and a path and nothing else");
    }
}
