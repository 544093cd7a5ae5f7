package fairweather.reference.object;

import static fairweather.reference.object.Mirror.TEN;
import static fairweather.reference.object.ScriptedServer.body;
import static fairweather.reference.object.ScriptedServer.set;
import static fairweather.reference.object.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked again, when, and what is not. */
class RepetitionTest {
    private static final ScriptedServer.Answer BROKEN_OFF = exchange -> {
        exchange.sendResponseHeaders(200, TEN.length);
        exchange.getResponseBody().write(TEN, 0, 4);
        exchange.getResponseBody().flush();
    };

    private static ScriptedServer.Answer silence(Semaphore end) {
        return exchange -> end.acquireUninterruptibly();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void passing_trouble_is_asked_about_again(int status) throws IOException {
        try (Mirror mirror = Mirror.of(status(status), body(200, TEN))) {
            assertThat(mirror.store.get("k", 10).orElseThrow().bytes()).isEqualTo(TEN);
            assertThat(mirror.time.pauses).hasSize(1);
        }
    }

    @Test
    void the_fifth_attempt_is_the_last_and_waits_double_each_time() throws IOException {
        try (Mirror mirror = Mirror.of(status(500))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.UNREACHABLE);
            assertThat(mirror.server.requests).hasSize(5);
            assertThat(mirror.time.pauses).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertThat(mirror.time.pauses.get(i))
                        .isBetween(Duration.ofMillis(750L << i), Duration.ofMillis(1250L << i));
            }
            assertThat(mirror.time.pauses.getFirst()).isNotEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_body_that_breaks_off_is_fetched_again_and_never_believed() throws IOException {
        try (Mirror mirror = Mirror.of(BROKEN_OFF, body(200, TEN))) {
            assertThat(mirror.store.get("k", 10).orElseThrow().bytes()).isEqualTo(TEN);
            assertThat(mirror.outcomes()).containsExactly("truncated", "done");
        }
        try (Mirror mirror = Mirror.of(BROKEN_OFF)) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.TRUNCATED);
            assertThat(mirror.server.requests).hasSize(5);
        }
    }

    @Test
    void an_empty_part_is_a_part_that_broke_off() throws IOException {
        try (Mirror mirror = Mirror.of(exchange -> {
            set(exchange, "Content-Range", "bytes 0-9/10");
            exchange.sendResponseHeaders(206, -1);
        })) {
            assertThat(mirror.kind(store -> store.range("k", 0, 9, null))).isEqualTo(Kind.TRUNCATED);
        }
    }

    @Test
    void a_connection_that_is_dropped_before_the_answer_is_tried_again() throws IOException {
        try (Mirror mirror = Mirror.of(exchange -> exchange.close(), body(200, TEN))) {
            assertThat(mirror.store.get("k", 10)).isPresent();
        }
    }

    @Test
    void a_host_that_does_not_listen_is_unreachable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        OwnTime time = new OwnTime();
        try (ObjectStores stores = new ObjectStores(Mirror.PLAIN, time, new Random(1), Transfers.UNHEARD)) {
            ObjectStore store = stores.open("http://127.0.0.1:" + port);

            assertThatThrownBy(() -> store.head("k"))
                    .isInstanceOfSatisfying(
                            ObjectTrouble.class,
                            trouble -> assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE));
            assertThat(time.pauses).hasSize(4);
        }
    }

    @Test
    void a_time_that_is_named_is_waited_for_in_seconds_or_as_a_date() throws IOException {
        try (Mirror mirror = Mirror.of(
                status(429, "Retry-After", "20"),
                status(503, "Retry-After", "Thu, 15 Jan 2026 12:00:50 GMT"),
                body(200, TEN))) {
            assertThat(mirror.store.get("k", 10)).isPresent();
            assertThat(Duration.between(OwnTime.START, mirror.time.now())).isEqualTo(Duration.ofSeconds(50));
        }
    }

    @Test
    void a_time_too_far_away_is_named_and_everybody_keeps_quiet_until_then() throws IOException {
        try (Mirror mirror = Mirror.of(status(429, "Retry-After", "600"), body(200, TEN))) {
            assertThat(mirror.trouble(store -> store.get("k", 10)))
                    .hasMessageEndingWith("is not to be asked before 2026-01-15T12:10:00Z")
                    .extracting(ObjectTrouble::kind)
                    .isEqualTo(Kind.RATE_LIMITED);
            ObjectStore other = mirror.stores.open(mirror.server.url() + "/elsewhere");
            assertThatThrownBy(() -> other.head("k")).isInstanceOf(ObjectTrouble.class);
            assertThat(mirror.server.requests).hasSize(1);
            assertThat(mirror.time.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void no_host_silences_us_for_longer_than_an_hour(String after) throws IOException, InterruptedException {
        try (Mirror mirror = Mirror.of(status(429, "Retry-After", after), body(200, TEN))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.RATE_LIMITED);
            mirror.time.pause(Duration.ofMinutes(59));
            assertThat(mirror.store.get("k", 10)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "1.5", "Thu, 15 Jan 2026 11:00:00 GMT", "Mon, 1 Jan 0001 00:00:00 GMT"})
    void a_time_that_is_none_or_over_is_no_reason_to_wait_longer(String after) throws IOException {
        try (Mirror mirror = Mirror.of(status(429, "Retry-After", after), body(200, TEN))) {
            assertThat(mirror.store.get("k", 10)).isPresent();
            assertThat(mirror.time.pauses).hasSize(1);
            assertThat(mirror.time.pauses.getFirst()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, <html>over Rate Limit</html>, RATE_LIMITED",
        "503, <Code>SlowDown</Code>, RATE_LIMITED",
        "503, <Code>ServerBusy</Code>, RATE_LIMITED",
        "503, <html>down</html>, UNREACHABLE"
    })
    void some_say_too_many_requests_in_other_words(int status, String words, Kind kind) throws IOException {
        try (Mirror mirror = Mirror.of(body(status, words.getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(kind);
            assertThat(mirror.server.requests).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 503})
    void who_names_a_time_wants_fewer_requests(int status) throws IOException {
        try (Mirror mirror = Mirror.of(status(status, "Retry-After", "30"))) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.RATE_LIMITED);
            assertThat(mirror.server.requests).hasSize(5);
        }
    }

    @Test
    void silence_is_given_up_before_the_head_and_within_the_body() throws IOException {
        Semaphore end = new Semaphore(0);
        HttpPatience hasty =
                HttpPatience.DEFAULT.withStall(Duration.ofMillis(150)).withAttempts(1);
        try (Mirror mirror = Mirror.real(hasty, silence(end), exchange -> {
            exchange.sendResponseHeaders(200, TEN.length);
            exchange.getResponseBody().write(TEN, 0, 4);
            exchange.getResponseBody().flush();
            end.acquireUninterruptibly();
        })) {
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.STALLED);
            assertThat(mirror.kind(store -> store.get("k", 10))).isEqualTo(Kind.STALLED);
            assertThat(mirror.outcomes()).containsExactly("stalled", "stalled");
            assertThat(mirror.transfers.getLast().bytes()).isLessThanOrEqualTo(4);
        } finally {
            end.release(100);
        }
    }

    @Test
    void an_answer_that_was_given_up_is_not_received_any_further() throws IOException, InterruptedException {
        Semaphore givenUp = new Semaphore(0);
        CountDownLatch noticed = new CountDownLatch(1);
        HttpPatience hasty =
                HttpPatience.DEFAULT.withStall(Duration.ofMillis(150)).withAttempts(1);
        try (Mirror mirror = Mirror.real(hasty, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            givenUp.acquire();
            try {
                exchange.getResponseBody().write(new byte[32 << 20]);
            } catch (IOException left) {
                noticed.countDown();
                throw left;
            }
        })) {
            assertThat(mirror.kind(store -> store.get("k", 1 << 30))).isEqualTo(Kind.STALLED);
            givenUp.release();

            assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void drop_after_drop_does_not_keep_us_for_ever() throws IOException {
        HttpPatience demanding = new HttpPatience(
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                1 << 30,
                1,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        try (Mirror mirror = Mirror.real(demanding, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!Thread.interrupted()) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        })) {
            assertThat(mirror.trouble(store -> store.get("k", 1 << 30)))
                    .hasMessageContaining("less than 1073741824 bytes a second")
                    .extracting(ObjectTrouble::kind)
                    .isEqualTo(Kind.STALLED);
        }
    }

    @Test
    void an_interrupted_thread_stops_at_once_and_stays_interrupted() throws IOException, InterruptedException {
        Semaphore end = new Semaphore(0);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        try (Mirror mirror = Mirror.real(HttpPatience.DEFAULT, exchange -> {
            asked.countDown();
            end.acquireUninterruptibly();
        })) {
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    mirror.store.get("k", 10);
                } catch (CancellationException stopped) {
                    thrown.set(stopped);
                }
                flag.set(Thread.currentThread().isInterrupted());
            });
            asked.await();
            reader.interrupt();
            reader.join();

            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(flag.get()).isTrue();
            assertThat(mirror.outcomes()).containsExactly("interrupted");
        } finally {
            end.release(100);
        }
    }
}
