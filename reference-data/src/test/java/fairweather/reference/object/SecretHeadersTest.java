package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHeadersTest {
    @TempDir
    Path directory;

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("headers"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"})
    void a_file_that_is_open_to_others_is_refused(String permissions) throws IOException {
        Path file = file("Authorization: hunter2", permissions);

        assertThatThrownBy(() -> SecretHeaders.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open to others")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "Authorization hunter2",
                ": hunter2",
                "Author ization: hunter2",
                "Authorization:",
                "Authorization: hunter2\u0001",
                "Authorization: hünter2 hunter2",
                "Host: hunter2",
                "range: hunter2",
                "If-Match: hunter2"
            })
    void a_line_that_is_no_header_is_named_by_its_number(String line) throws IOException {
        Path file = file("# first\n" + line + "\n", "rw-r-----");

        assertThatThrownBy(() -> SecretHeaders.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2 of the file of headers")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> SecretHeaders.read(directory.resolve("absent")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void secrets_are_not_sent_where_somebody_may_listen() throws IOException {
        SecretHeaders headers = SecretHeaders.read(file("Authorization: hunter2", "rw-------"));
        assertThat(headers).hasToString("1 secret headers");
        try (ObjectStores stores = new ObjectStores(Mirror.PLAIN, new OwnTime(), new Random(1), Transfers.UNHEARD)) {
            assertThatThrownBy(() -> stores.open("http://host/path", headers))
                    .hasMessage("secret headers are not sent to http://host without TLS");
            assertThat(stores.open("https://host/path", headers).describe()).isEqualTo("https://host/path");
        }
    }
}
