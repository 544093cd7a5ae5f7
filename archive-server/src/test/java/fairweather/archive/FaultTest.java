package fairweather.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault as it looks on the wire. */
class FaultTest {
    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private final ArchiveServer server = ArchiveServer.start();

    @BeforeEach
    void put() {
        server.put("a/digits", DIGITS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Wire get(String... headers) throws IOException {
        return Wire.ask(server.url("a/digits"), "GET", headers);
    }

    @Test
    void an_object_is_not_found_for_a_while() throws IOException {
        server.fail("a/*", Fault.NOT_FOUND, 2);

        assertThat(get().status()).isEqualTo(404);
        assertThat(Wire.ask(server.url("a/digits"), "HEAD").status()).isEqualTo(404);
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void an_object_is_empty_to_every_question() throws IOException {
        server.fail("a/digits", Fault.EMPTY);

        Wire whole = get();
        Wire range = get("Range: bytes=2-4");

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.announced()).isZero();
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.announced()).isZero();
        assertThat(range.body()).isEmpty();
        assertThat(Wire.ask(server.url("a/digits"), "HEAD").announced()).isZero();
    }

    @Test
    void a_range_is_answered_with_the_whole() throws IOException {
        server.fail("**", Fault.WHOLE_TO_RANGE);

        Wire answer = get("Range: bytes=2-4");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0123456789");
        assertThat(answer.header("Content-Range")).isNull();
    }

    @Test
    void half_of_the_announced_bytes_come() throws IOException {
        server.fail("**", Fault.TRUNCATED);

        Wire answer = get("Range: bytes=2-7");

        assertThat(answer.announced()).isEqualTo(6);
        assertThat(answer.text()).isEqualTo("234");
        assertThat(server.bytesSent()).isEqualTo(3);
    }

    @Test
    void bytes_drip_and_come_whole_in_the_end() throws IOException {
        server.dripEvery(Duration.ofMillis(1));
        server.fail("**", Fault.DRIP);

        assertThat(get().text()).isEqualTo("0123456789");
    }

    @Test
    void a_drip_ends_with_the_server() throws IOException {
        server.fail("**", Fault.DRIP);
        try (Socket socket = question(server.url("a/digits"))) {
            InputStream in = socket.getInputStream();
            String read = "";
            while (!read.endsWith("\r\n\r\n0")) {
                read += (char) in.read();
            }
            assertThat(read).contains("Content-Length: 10");

            server.close();

            assertThat(in.readAllBytes()).isEmpty();
        }
        assertThat(server.bytesSent()).isEqualTo(1);
    }

    @Test
    void too_many_requests_are_told_when_to_come_back() throws IOException {
        server.fail("**", Fault.RATE_LIMITED, 1);
        assertThat(get().header("Retry-After")).isEqualTo("1");

        server.retryAfter("120");
        server.fail("**", Fault.RATE_LIMITED, 1);
        Wire answer = get();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("120");
    }

    @Test
    void a_provider_is_unavailable_or_denies() throws IOException {
        server.fail("**", Fault.UNAVAILABLE, 1);
        server.fail("**", Fault.DENIED, 1);

        assertThat(get().status()).isEqualTo(503);
        Wire denied = get();
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.text()).contains("AccessDenied");
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void a_web_page_comes_instead_even_to_a_range() throws IOException {
        server.fail("**", Fault.HTML);

        Wire answer = get("Range: bytes=2-4");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html");
        assertThat(answer.text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void an_object_is_replaced_once_after_its_first_answer() throws IOException {
        server.fail("**", Fault.REPLACED);

        Wire first = get("Range: bytes=0-8");
        Wire second = get();

        assertThat(first.text()).isEqualTo("012345678");
        assertThat(second.text()).isEqualTo("0123456689");
        assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
        assertThat(get("If-Match: " + first.header("ETag")).status()).isEqualTo(412);
        assertThat(get().text()).isEqualTo("0123456689");
        server.heal();
        assertThat(get().text()).isEqualTo("0123456689");
        server.put("a/digits", DIGITS);
        assertThat(get().header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void an_object_is_replaced_by_given_bytes() throws IOException {
        server.replaceAfterAnswer("a/digits", "others".getBytes(StandardCharsets.US_ASCII));

        assertThat(get().text()).isEqualTo("0123456789");
        assertThat(get().text()).isEqualTo("others");
    }

    @Test
    void a_connection_is_reset_without_a_byte() throws IOException {
        server.fail("**", Fault.RESET, 1);

        try (Socket socket = question(server.url("a/digits"))) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(server.asked()).containsExactly(new Ask("GET", "a/digits", null, 0, 0));
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void faults_keep_to_their_keys_and_end_when_healed() throws IOException {
        server.put("a/b/digits", DIGITS);
        server.fail("a/*", Fault.DENIED);

        assertThat(get().status()).isEqualTo(403);
        assertThat(Wire.ask(server.url("a/b/digits"), "GET").status()).isEqualTo(200);
        server.heal();
        assertThat(get().status()).isEqualTo(200);
    }

    private static Socket question(URI url) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        socket.setSoTimeout(10_000);
        String head = "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: archive\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
