package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a server that offers HTTP/2: there an answer is left differently. */
class Http2Test {
    private static final int LENGTH = 4 << 20;

    @TempDir
    static Path directory;

    private static SSLContext usual;
    private static Nginx nginx;
    private static ObjectStores stores;

    @BeforeAll
    static void aServerThatIsTrusted() throws IOException, InterruptedException, GeneralSecurityException {
        assumeTrue(Nginx.isThere(), "skipped: no nginx on this machine");
        byte[] bytes = new byte[LENGTH];
        new Random(7).nextBytes(bytes);
        Files.write(Files.createDirectories(directory.resolve("www")).resolve("k"), bytes);
        nginx = new Nginx(directory);
        usual = SSLContext.getDefault();
        SSLContext.setDefault(nginx.trusting());
        stores = new ObjectStores(HttpSettings.DEFAULT, new OwnTime(), new Random(1), Transfers.UNHEARD);
    }

    @AfterAll
    static void end() {
        if (nginx != null) {
            SSLContext.setDefault(usual);
            stores.close();
            nginx.close();
        }
    }

    private static ObjectStore store(String path) {
        return stores.open(nginx.url() + path);
    }

    @Test
    void objects_and_ranges_come_over_http_2() throws IOException {
        ObjectInfo info = store("").head("k").orElseThrow();

        assertThat(info.length()).isEqualTo(LENGTH);
        assertThat(store("").get("k", LENGTH).orElseThrow().bytes())
                .isEqualTo(Files.readAllBytes(directory.resolve("www/k")));
        assertThat(store("").range("k", 10, 19, info.etag()).orElseThrow().bytes())
                .hasSize(10);
        assertThat(store("").head("absent")).isEmpty();
        assertThat(nginx.log()).isNotEmpty().allMatch(line -> line.startsWith("HTTP/2.0 "));
    }

    @Test
    void an_answer_that_is_left_is_left_for_its_reason() throws IOException {
        assertThat(catchThrowableOfType(
                                ObjectTrouble.class, () -> store("/whole").range("k", 0, 9, null))
                        .kind())
                .isEqualTo(Kind.NO_RANGES);
        assertThat(catchThrowableOfType(ObjectTrouble.class, () -> store("").get("k", 1000))
                        .kind())
                .isEqualTo(Kind.OVERSIZE);
        assertThat(catchThrowableOfType(ObjectTrouble.class, () -> store("").range("k", 0, 9, "\"x\""))
                        .kind())
                .isEqualTo(Kind.CHANGED);
        assertThat(store("").range("k", 0, 9, null)).isPresent();
    }

    @Test
    void a_redirect_to_tls_is_followed_and_the_secrets_stay_behind() throws IOException {
        Path file = Files.writeString(directory.resolve("headers"), "Authorization: hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        SecretHeaders secrets = SecretHeaders.read(file);
        try (ScriptedServer plain =
                        new ScriptedServer(ScriptedServer.status(301, "Location", nginx.url() + "/k?moved"));
                ObjectStores both = new ObjectStores(Mirror.PLAIN, new OwnTime(), new Random(1), Transfers.UNHEARD)) {
            both.open(plain.url().replace("127.0.0.1", "localhost"), secrets).head("k");
            both.open(nginx.url(), secrets).head("told");

            assertThat(plain.requests.getFirst().header("Authorization")).isEqualTo("hunter2");
            assertThat(nginx.logs("HTTP/2.0 HEAD /k 200 -")).isTrue();
            assertThat(nginx.logs("HTTP/2.0 HEAD /told 404 hunter2")).isTrue();
        }
    }
}
