package fairweather.reference.object;

import static fairweather.reference.object.Mirror.TEN;
import static fairweather.reference.object.ScriptedServer.body;
import static fairweather.reference.object.ScriptedServer.set;
import static fairweather.reference.object.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpObjectStoreTest {
    private static final long POURED = 32 << 20;

    private static ScriptedServer.Answer part(String contentRange, int length, String... headers) {
        return exchange -> {
            set(exchange, headers);
            set(exchange, "Content-Range", contentRange);
            exchange.sendResponseHeaders(206, length);
            exchange.getResponseBody().write(Arrays.copyOfRange(TEN, 2, 2 + length));
        };
    }

    @Test
    void a_whole_object_comes_with_its_length_and_state() throws IOException {
        try (Mirror mirror = Mirror.of(body(200, TEN, "ETag", "\"a\""))) {
            StoredObject object = mirror.store.get("k", 10).orElseThrow();

            assertThat(object.bytes()).isEqualTo(TEN);
            assertThat(object.info()).isEqualTo(new ObjectInfo("k", 10, "\"a\""));
            assertThat(mirror.transfers).hasSize(1);
            assertThat(mirror.transfers.getFirst().what()).isEqualTo("get");
            assertThat(mirror.transfers.getFirst().bytes()).isEqualTo(10);
            assertThat(mirror.outcomes()).containsExactly("done");
        }
    }

    @Test
    void an_object_of_no_bytes_is_an_object() throws IOException {
        try (Mirror mirror = Mirror.of(status(200))) {
            assertThat(mirror.store.get("k", 10).orElseThrow().bytes()).isEmpty();
            assertThat(mirror.store.head("k").orElseThrow().length()).isZero();
        }
    }

    @Test
    void what_is_not_there_is_empty_and_asked_for_once() throws IOException {
        try (Mirror mirror = Mirror.of(status(404))) {
            assertThat(mirror.store.get("k", 10)).isEmpty();
            assertThat(mirror.store.head("k")).isEmpty();
            assertThat(mirror.store.range("k", 0, 1, null)).isEmpty();
            assertThat(mirror.outcomes()).containsExactly("absent", "absent", "absent");
        }
    }

    @Test
    void a_range_comes_with_the_length_of_the_whole() throws IOException {
        try (Mirror mirror = Mirror.of(part("bytes 2-5/10", 4, "ETag", "\"a\""))) {
            StoredObject object = mirror.store.range("k", 2, 5, "\"a\"").orElseThrow();

            assertThat(object.bytes()).asString().isEqualTo("2345");
            assertThat(object.info().length()).isEqualTo(10);
            assertThat(mirror.server.requests.getFirst().header("Range")).isEqualTo("bytes=2-5");
            assertThat(mirror.server.requests.getFirst().header("If-Match")).isEqualTo("\"a\"");
        }
    }

    @Test
    void a_weak_state_is_compared_here_and_not_there() throws IOException {
        try (Mirror mirror = Mirror.of(
                part("bytes 2-5/10", 4, "ETag", "W/\"a\""),
                part("bytes 2-5/10", 4, "ETag", "\"a\""),
                part("bytes 2-5/10", 4, "ETag", "W/\"b\""))) {
            assertThat(mirror.store.range("k", 2, 5, "W/\"a\"")).isPresent();
            assertThat(mirror.store.range("k", 2, 5, "W/\"a\"")).isPresent();
            assertThat(mirror.kind(store -> store.range("k", 2, 5, "W/\"a\""))).isEqualTo(Kind.CHANGED);
            assertThat(mirror.server.requests)
                    .allSatisfy(
                            request -> assertThat(request.header("If-Match")).isNull());
        }
    }

    @Test
    void another_state_is_noticed_however_the_server_says_so() throws IOException {
        try (Mirror mirror =
                Mirror.of(status(412), part("bytes 2-5/10", 4, "ETag", "\"b\""), part("bytes 2-5/10", 4))) {
            for (int answer = 0; answer < 3; answer++) {
                assertThat(mirror.kind(store -> store.range("k", 2, 5, "\"a\"")))
                        .isEqualTo(Kind.CHANGED);
            }
        }
    }

    @Test
    void the_whole_for_a_range_is_refused_and_not_read() throws IOException {
        ScriptedServer[] server = new ScriptedServer[1];
        try (Mirror mirror = Mirror.of(exchange -> {
            exchange.sendResponseHeaders(200, POURED);
            server[0].pour(exchange.getResponseBody(), POURED);
        })) {
            server[0] = mirror.server;
            assertThat(mirror.kind(store -> store.range("k", 2, 5, null))).isEqualTo(Kind.NO_RANGES);
            assertThat(mirror.server.written.get()).isLessThan(POURED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 0-3/10, NO_RANGES",
        "bytes 3-5/10, NO_RANGES",
        "bytes 2-6/10, NO_RANGES",
        "bytes 2-5/*, NO_RANGES",
        "bytes 5-2/10, NO_RANGES",
        "bytes 2-5/5, NO_RANGES",
        "items 2-5/10, NO_RANGES",
        "bytes 2-5/99999999999999999999, NO_RANGES",
        "bytes 2-4/5, REFUSED"
    })
    void a_part_has_to_be_the_one_that_was_asked_for(String contentRange, Kind kind) throws IOException {
        try (Mirror mirror = Mirror.of(part(contentRange, 4))) {
            assertThat(mirror.kind(store -> store.range("k", 2, 5, null))).isEqualTo(kind);
            assertThat(mirror.server.requests).hasSize(1);
        }
    }

    @Test
    void a_part_without_a_range_of_its_own_is_none() throws IOException {
        try (Mirror mirror = Mirror.of(body(206, TEN), status(416, "Content-Range", "bytes */1"))) {
            assertThat(mirror.kind(store -> store.range("k", 0, 9, null))).isEqualTo(Kind.NO_RANGES);
            assertThat(mirror.kind(store -> store.range("k", 2, 5, null))).isEqualTo(Kind.REFUSED);
        }
    }

    @Test
    void too_much_is_refused_whether_announced_or_not() throws IOException {
        try (Mirror mirror = Mirror.of(body(200, TEN), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(TEN);
        })) {
            assertThat(mirror.kind(store -> store.get("k", 9))).isEqualTo(Kind.OVERSIZE);
            assertThat(mirror.kind(store -> store.get("k", 9))).isEqualTo(Kind.OVERSIZE);
            assertThat(mirror.store.get("k", 10).orElseThrow().bytes()).isEqualTo(TEN);
        }
    }

    @Test
    void an_endless_body_is_left_after_the_allowed_bytes() throws IOException {
        ScriptedServer[] server = new ScriptedServer[1];
        try (Mirror mirror = Mirror.of(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            server[0].pour(exchange.getResponseBody(), POURED);
        })) {
            server[0] = mirror.server;
            assertThat(mirror.kind(store -> store.get("k", 100_000))).isEqualTo(Kind.OVERSIZE);
            assertThat(mirror.server.written.get()).isLessThan(POURED);
        }
    }

    @Test
    void a_body_that_ends_with_its_connection_may_have_lost_its_end() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789";
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ObjectStores stores = new ObjectStores(Mirror.PLAIN, new OwnTime(), new Random(1), Transfers.UNHEARD)) {
            Thread.ofVirtual().start(() -> answerOnce(server, answer));
            ObjectStore store = stores.open("http://127.0.0.1:" + server.getLocalPort());

            assertThatThrownBy(() -> store.get("k", 10))
                    .hasMessageContaining("cannot be told from a broken connection");
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read(new byte[4096]);
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void an_encoded_answer_is_refused() throws IOException {
        try (Mirror mirror = Mirror.of(
                body(200, TEN, "Content-Encoding", "gzip"), part("bytes 2-5/10", 4, "Content-Encoding", "br"))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.REFUSED);
            assertThat(mirror.kind(store -> store.range("k", 2, 5, null))).isEqualTo(Kind.REFUSED);
            assertThat(mirror.server.requests.getFirst().header("Accept-Encoding"))
                    .isEqualTo("identity");
        }
    }

    @Test
    void a_server_that_does_not_tell_the_length_is_asked_for_a_byte() throws IOException {
        ScriptedServer.Answer untold = exchange -> {
            set(exchange, "Transfer-Encoding", "chunked", "ETag", "\"a\"");
            exchange.sendResponseHeaders(200, -1);
        };
        try (Mirror mirror = Mirror.of(untold, exchange -> {
            set(exchange, "Content-Range", "bytes 0-0/777", "ETag", "\"a\"");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write('x');
        })) {
            assertThat(mirror.store.head("k")).contains(new ObjectInfo("k", 777, "\"a\""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501})
    void a_server_that_knows_no_head_is_asked_for_a_byte_even_of_an_empty_object(int status) throws IOException {
        try (Mirror mirror = Mirror.of(status(status), status(416, "Content-Range", "bytes */0"))) {
            assertThat(mirror.store.head("k")).contains(new ObjectInfo("k", 0, null));
            assertThat(mirror.server.requests.getLast().header("Range")).isEqualTo("bytes=0-0");
        }
    }

    @Test
    void one_connection_serves_one_question_after_the_other() throws IOException {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        int[] number = new int[1];
        try (Mirror mirror = Mirror.of(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            (number[0]++ % 2 == 0 ? body(200, TEN) : body(404, TEN)).give(exchange);
        })) {
            for (int question = 0; question < 6; question++) {
                mirror.store.get("k", 10);
            }

            assertThat(mirror.outcomes()).contains("done", "absent");
            assertThat(ports).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void who_is_denied_does_not_ask_again(int status) throws IOException {
        try (Mirror mirror = Mirror.of(status(status))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.DENIED);
            assertThat(mirror.server.requests).hasSize(1);
        }
    }

    @Test
    void who_may_not_list_a_bucket_can_be_told_that_denied_means_absent() throws IOException {
        byte[] denied = "<Error><Code>AccessDenied</Code></Error>".getBytes(StandardCharsets.US_ASCII);
        byte[] badKey = "<Error><Code>InvalidAccessKeyId</Code></Error>".getBytes(StandardCharsets.US_ASCII);
        try (Mirror mirror = Mirror.of(status(403), body(403, denied), body(403, badKey))) {
            ObjectStore store = mirror.stores.open("s3://bucket/a?absent=403&endpoint=" + mirror.server.url());

            assertThat(store.head("k")).isEmpty();
            assertThat(store.get("k", 10)).isEmpty();
            assertThatThrownBy(() -> store.get("k", 10))
                    .isInstanceOfSatisfying(
                            ObjectTrouble.class,
                            trouble -> assertThat(trouble.kind()).isEqualTo(Kind.DENIED));
            assertThat(mirror.server.requests.getFirst().path()).isEqualTo("/base/bucket/a/k");
        }
    }

    @Test
    void a_page_instead_of_an_object_is_bytes_and_as_an_error_is_named() throws IOException {
        byte[] page = "<html>busy</html>".getBytes(StandardCharsets.US_ASCII);
        try (Mirror mirror =
                Mirror.of(body(200, page, "Content-Type", "text/html"), body(400, page, "Content-Type", "text/html"))) {
            assertThat(mirror.store.get("k", 100).orElseThrow().bytes()).isEqualTo(page);
            assertThat(mirror.trouble(store -> store.get("k", 100)))
                    .hasMessage(mirror.store.describe() + " k: status 400 (an HTML page)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gfs.20260115/00/atmos/f000.idx, gfs.20260115/00/atmos/f000.idx",
        "geopotential/13.1.0, geopotential/13.1.0",
        "two words, two%20words",
        "100%25, 100%2525",
        "a+b, a%2Bb",
        "t=5&u?v#w, t%3D5%26u%3Fv%23w",
        "Wärme/☀, W%C3%A4rme/%E2%98%80",
        "%2e%2e/x, %252e%252e/x",
        "a:b@c, a%3Ab%40c"
    })
    void keys_arrive_as_they_are(String key, String path) throws IOException {
        try (Mirror mirror = Mirror.of(body(200, TEN))) {
            assertThat(mirror.store.get(key, 10)).isPresent();
            assertThat(mirror.server.requests.getFirst().path()).isEqualTo("/base/" + path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/a", "a/../b", "..", ".", "a//b", "a/", "a\\b", "a\nb", "a\u0000", "a\u2028b", "\ud800"})
    void what_is_no_key_is_not_asked_for(String key) throws IOException {
        try (Mirror mirror = Mirror.of(body(200, TEN))) {
            ObjectTrouble trouble = mirror.trouble(store -> store.get(key, 10));

            assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
            assertThat(trouble.getMessage()).doesNotContainPattern("[\\p{Cntrl}\\\\]");
            assertThat(mirror.server.requests).isEmpty();
        }
    }

    @Test
    void archives_learn_who_asks() throws IOException {
        try (ScriptedServer server = new ScriptedServer(status(404));
                ObjectStores stores = new ObjectStores(
                        Mirror.PLAIN.identified("1.2", "ops@example.org"),
                        new OwnTime(),
                        new Random(1),
                        Transfers.UNHEARD)) {
            stores.open(server.url()).head("k");

            assertThat(server.requests.getFirst().header("User-Agent")).isEqualTo("fairweather/1.2 (ops@example.org)");
        }
    }
}
