package fairweather.reference.object;

import static fairweather.reference.object.Mirror.TEN;
import static fairweather.reference.object.ScriptedServer.body;
import static fairweather.reference.object.ScriptedServer.set;
import static fairweather.reference.object.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where answers send us, and what goes along. */
class RedirectTest {
    @TempDir
    Path directory;

    private SecretHeaders secrets() throws IOException {
        Path file = directory.resolve("headers");
        Files.writeString(file, "# for the archive\nAuthorization: Bearer hunter2\n\nX-Key:  s3cret \n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SecretHeaders.read(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void within_the_host_a_redirect_is_followed_with_the_same_question(int status) throws IOException {
        try (Mirror mirror = Mirror.secret(secrets(), status(status, "Location", "/other/k?x=1"), exchange -> {
            set(exchange, "Content-Range", "bytes 0-9/10", "ETag", "\"a\"");
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(TEN);
        })) {
            assertThat(mirror.store.range("k", 0, 9, "\"a\"").orElseThrow().bytes())
                    .isEqualTo(TEN);

            ScriptedServer.Request second = mirror.server.requests.get(1);
            assertThat(second.path()).isEqualTo("/other/k");
            assertThat(second.header("Range")).isEqualTo("bytes=0-9");
            assertThat(second.header("If-Match")).isEqualTo("\"a\"");
            assertThat(second.header("Authorization")).isEqualTo("Bearer hunter2");
            assertThat(second.header("X-Key")).isEqualTo("s3cret");
        }
    }

    @Test
    void three_redirects_are_followed_and_no_fourth() throws IOException {
        ScriptedServer.Answer on = status(302, "Location", "/base/k");
        try (Mirror mirror = Mirror.of(on, on, on, body(200, TEN))) {
            assertThat(mirror.store.get("k", 10)).isPresent();
        }
        try (Mirror mirror = Mirror.of(on)) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.REFUSED);
            assertThat(mirror.server.requests).hasSize(4);
        }
    }

    @Test
    void another_host_is_never_asked_and_learns_nothing() throws IOException {
        try (ScriptedServer other = new ScriptedServer(body(200, TEN));
                Mirror mirror = Mirror.secret(secrets(), status(302, "Location", other.url() + "/k?token=hunter2"))) {
            ObjectTrouble trouble = mirror.trouble(store -> store.get("k", 10));

            assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
            assertThat(trouble.getMessage()).doesNotContain("hunter2").doesNotContain("s3cret");
            assertThat(other.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/k",
                "//evil.example/k",
                "http://127.0.0.1:1/k",
                "ftp://127.0.0.1/k",
                "file:///etc/passwd",
                "jar:file:///x!/k",
                "http://user:hunter2@127.0.0.1/k",
                "http://[bad",
                "mailto:x",
                "http:///k",
                ""
            })
    void no_other_place_is_gone_to(String location) throws IOException {
        String[] port = new String[1];
        try (Mirror mirror = Mirror.of(exchange -> {
            set(exchange, "Location", location.replace("127.0.0.1/", "127.0.0.1:" + port[0] + "/"));
            exchange.sendResponseHeaders(302, -1);
        })) {
            port[0] = String.valueOf(URI.create(mirror.server.url()).getPort());
            ObjectTrouble trouble = mirror.trouble(store -> store.get("k", 10));

            assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
            assertThat(trouble.getMessage()).doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/a/k, https://host/b, true",
        "https://host/a/k, ../b?x=1, true",
        "https://host/a/k, https://HOST:443/b, true",
        "http://host/a/k, https://host/b, true",
        "https://host/a/k, http://host/b, false",
        "https://host/a/k, https://host:444/b, false",
        "https://host/a/k, https://host.evil/b, false",
        "https://host/a/k, https://user@host/b, false",
        "http://host/a/k, https://other/b, false"
    })
    void a_host_sends_us_to_itself_and_not_out_of_tls(URI from, String location, boolean followed) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true);
        Reply reply = new Reply(new AnswerHead(302, HttpClient.Version.HTTP_2, headers), new byte[0]);
        Subject subject = new Subject("store", "k");

        if (followed) {
            assertThat(Redirect.target(from, reply, subject).getPath()).isEqualTo("/b");
        } else {
            assertThatThrownBy(() -> Redirect.target(from, reply, subject))
                    .isInstanceOf(ObjectTrouble.class)
                    .hasMessageNotContaining(location);
        }
    }

    @Test
    void secrets_stand_in_no_text() throws IOException {
        for (int status : new int[] {400, 403, 404, 500}) {
            try (Mirror mirror = Mirror.secret(secrets(), status(status))) {
                assertThat(mirror.server.requests).isEmpty();
                String texts = mirror.store + mirror.store.describe() + secrets();
                try {
                    mirror.store.get("k", 10);
                } catch (ObjectTrouble trouble) {
                    texts += trouble + String.valueOf(trouble.getCause());
                }
                assertThat(texts).doesNotContain("hunter2").doesNotContain("s3cret");
            }
        }
    }
}
