package fairweather.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.archive.wire.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveServerTest {
    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final String MD5 = "\"781e5e245d69b566979b86e28d23f2c7\"";

    private final ArchiveServer server = ArchiveServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
    }

    private Wire get(String key, String... headers) throws IOException {
        return Wire.ask(server.url(key), "GET", headers);
    }

    @Test
    void an_object_is_given_whole_with_its_length_checksum_and_age() throws IOException {
        server.put("a/digits", DIGITS);

        Wire answer = get("a/digits");

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.text()).isEqualTo("0123456789");
        assertThat(answer.announced()).isEqualTo(10);
        assertThat(answer.header("ETag")).isEqualTo(MD5);
        assertThat(answer.header("Last-Modified")).endsWith(" GMT");
    }

    @Test
    void a_head_tells_the_same_without_the_bytes() throws IOException {
        server.put("digits", DIGITS);

        Wire answer = Wire.ask(server.url("digits"), "HEAD");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.announced()).isEqualTo(10);
        assertThat(answer.header("ETag")).isEqualTo(MD5);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0-3,0123,0-3", "7-,789,7-9", "-2,89,8-9", "-99,0123456789,0-9", "8-99,89,8-9", "9-9,9,9-9"})
    void a_range_is_given_with_its_place_in_the_whole(String asked, String bytes, String place) throws IOException {
        server.put("digits", DIGITS);

        Wire answer = get("digits", "Range: bytes=" + asked);

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 206 Partial Content");
        assertThat(answer.text()).isEqualTo(bytes);
        assertThat(answer.announced()).isEqualTo(bytes.length());
        assertThat(answer.header("Content-Range")).isEqualTo("bytes " + place + "/10");
    }

    @ParameterizedTest
    @CsvSource({"10-", "10-12", "-0"})
    void a_range_without_a_byte_of_the_object_cannot_be_satisfied(String asked) throws IOException {
        server.put("digits", DIGITS);

        Wire answer = get("digits", "Range: bytes=" + asked);

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @CsvSource({"bytes=5-3", "bytes=-", "'bytes=0-1,3-4'", "lines=1-2"})
    void what_is_no_single_range_is_ignored(String header) throws IOException {
        server.put("digits", DIGITS);

        assertThat(get("digits", "Range: " + header).status()).isEqualTo(200);
    }

    @Test
    void another_state_than_the_wanted_one_is_a_failed_precondition() throws IOException {
        server.put("digits", DIGITS);

        assertThat(get("digits", "If-Match: " + MD5).status()).isEqualTo(200);
        assertThat(get("digits", "If-Match: \"other\"").status()).isEqualTo(412);
    }

    @Test
    void what_is_not_there_is_said_in_xml() throws IOException {
        Wire answer = get("no/such&key");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("<Code>NoSuchKey</Code>", "<Key>no/such&amp;key</Key>");
        assertThat(Wire.ask(server.url("no"), "PUT").status()).isEqualTo(405);
    }

    @Test
    void a_mounted_directory_gives_its_files_and_nothing_outside() throws IOException {
        Path inside = Files.createDirectories(directory.resolve("inside"));
        Files.writeString(inside.resolve("file"), "here");
        Files.writeString(directory.resolve("secret"), "not for you");
        Files.createSymbolicLink(inside.resolve("link"), directory.resolve("secret"));
        server.mount("bucket", inside);

        assertThat(get("bucket/file").text()).isEqualTo("here");
        assertThat(get("bucket/file", "Range: bytes=1-2").text()).isEqualTo("er");
        assertThat(get("bucket/../secret").status()).isEqualTo(404);
        assertThat(get("bucket//" + directory.resolve("secret")).status()).isEqualTo(404);
        assertThat(get("bucket/link").status()).isEqualTo(404);
        assertThat(get("bucket/").status()).isEqualTo(404);
        assertThat(get("bucket/file/below").status()).isEqualTo(404);
    }

    @Test
    void a_file_that_changes_has_another_checksum() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "one");
        server.mount("", directory);
        String before = get("file").header("ETag");

        Files.writeString(file, "three");

        assertThat(get("file").header("ETag")).isNotEqualTo(before);
        assertThat(get("file").text()).isEqualTo("three");
    }

    @Test
    void objects_lie_over_the_mount_until_it_is_restored() throws IOException {
        Files.writeString(directory.resolve("file"), "mounted");
        server.mount("b", directory);

        server.put("b/file", DIGITS);
        assertThat(get("b/file").text()).isEqualTo("0123456789");
        server.remove("b/file");
        assertThat(get("b/file").status()).isEqualTo(404);
        server.restore("b/file");
        assertThat(get("b/file").text()).isEqualTo("mounted");
    }

    @Test
    void what_was_asked_is_recorded_when_the_answer_arrives() throws IOException {
        server.put("a/x", DIGITS);

        get("a/x", "Range: bytes=2-4");
        Wire.ask(server.url("a/x"), "HEAD");
        get("a/b/y");

        assertThat(server.asked().subList(0, 2))
                .containsExactly(new Ask("GET", "a/x", "bytes=2-4", 206, 3), new Ask("HEAD", "a/x", null, 200, 0));
        assertThat(server.count("a/*")).isEqualTo(2);
        assertThat(server.count("a/**")).isEqualTo(3);
        assertThat(server.count("a/?")).isEqualTo(2);
        server.forget();
        assertThat(server.asked()).isEmpty();
        assertThat(server.bytesSent()).isZero();
    }

    @Test
    void code_answers_below_its_prefix_and_is_recorded_and_fails_like_objects() throws IOException {
        server.handle(
                "api",
                request -> Answer.text(
                                201, "text/plain", request.method() + " " + request.path() + " " + request.query())
                        .with("Token", request.header("private-token")));

        Wire answer = Wire.ask(server.url("api/jobs"), "POST", "Private-Token: secret");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("POST /api/jobs ");
        assertThat(answer.header("Token")).isEqualTo("secret");

        server.fail("api/**", Fault.UNAVAILABLE);
        assertThat(get("api/jobs").status()).isEqualTo(503);
        assertThat(server.count("api/jobs")).isEqualTo(2);
    }

    @Test
    void code_that_throws_is_an_error_of_the_server() throws IOException {
        server.handle("api", request -> {
            throw new IllegalStateException("broken");
        });

        assertThat(get("api/x").status()).isEqualTo(500);
    }

    @Test
    void a_usual_client_keeps_its_connection_and_sends_bodies_and_queries() throws Exception {
        server.put("digits", DIGITS);
        server.handle("echo", request -> Answer.of(200, Map.of("Query", request.query()), request.body()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> digits = client.send(
                        HttpRequest.newBuilder(server.url("digits")).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(digits.body()).isEqualTo("0123456789");
            }
            HttpRequest question = HttpRequest.newBuilder(server.url("echo/it").resolve("?a=b%20c"))
                    .POST(HttpRequest.BodyPublishers.ofString("a body"))
                    .build();
            HttpResponse<String> echo = client.send(question, HttpResponse.BodyHandlers.ofString());
            assertThat(echo.body()).isEqualTo("a body");
            assertThat(echo.headers().firstValue("Query")).contains("a=b%20c");
        }
    }

    @Test
    void many_ask_at_once_and_each_is_counted_once() {
        server.put("digits", DIGITS);
        server.fail("digits", Fault.UNAVAILABLE, 7);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(server.url("digits")).build();
            List<CompletableFuture<HttpResponse<byte[]>>> answers = Stream.generate(
                            () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .limit(100)
                    .toList();

            assertThat(answers)
                    .extracting(answer -> answer.join().statusCode())
                    .filteredOn(status -> status == 503)
                    .hasSize(7);
            assertThat(answers)
                    .filteredOn(answer -> Arrays.equals(answer.join().body(), DIGITS))
                    .hasSize(93);
        }
        assertThat(server.count("digits")).isEqualTo(100);
        assertThat(server.asked())
                .filteredOn(ask -> ask.status() == 200)
                .hasSize(93)
                .allMatch(ask -> ask.bytesSent() == 10);
    }

    @Test
    void a_closed_server_is_gone() {
        server.close();

        assertThatThrownBy(() -> get("anything")).isInstanceOf(ConnectException.class);
    }
}
