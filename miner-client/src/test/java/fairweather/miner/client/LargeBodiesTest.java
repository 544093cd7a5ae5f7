package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Many miners whose manifests are as large as is allowed, all at once. */
class LargeBodiesTest extends MinerHttpFixture {
    /** More than the sockets of both sides hold: what was said, was also read in part. */
    private static final int LENGTH = 16 * LargeBodies.FROM;

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void two_large_answers_are_read_at_a_time_small_ones_pass_and_a_wait_has_an_end() throws Exception {
        CountDownLatch held = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer one = largeUntil(held, end);
                RawServer other = largeUntil(held, end);
                RawServer third = largeUntil(new CountDownLatch(1), new CountDownLatch(0));
                RawServer small = new RawServer(connection -> {
                    connection.readRequest();
                    connection.answer(200, "small");
                })) {
            CompletableFuture<String> first = read(one, QUEUE);
            CompletableFuture<String> second = read(other, QUEUE);
            held.await();

            assertThat(codeOf(read(third, Duration.ofMillis(100)))).isEqualTo(Code.VALIDATOR_INTERNAL);
            assertThat(read(small, QUEUE).join()).isEqualTo("small");
            CompletableFuture<String> patient = read(third, QUEUE);
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();

            end.countDown();
            assertThat(patient.join()).hasSize(LENGTH);
            assertThat(first.join()).hasSize(LENGTH);
            assertThat(second.join()).hasSize(LENGTH);
        }
    }

    @Test
    void who_keeps_large_answers_while_a_miner_is_waited_for_keeps_its_turn_and_needs_no_second_one() throws Exception {
        Turn one = new Turn();
        Turn other = new Turn();
        try (RawServer miner = largeUntil(new CountDownLatch(1), new CountDownLatch(0))) {
            assertThat(read(miner, QUEUE, one).join()).hasSize(LENGTH);
            assertThat(read(miner, QUEUE, other).join()).hasSize(LENGTH);
            assertThat(read(miner, QUEUE, one).join()).hasSize(LENGTH);

            assertThat(codeOf(read(miner, Duration.ofMillis(100)))).isEqualTo(Code.VALIDATOR_INTERNAL);

            one.end();
            assertThat(read(miner, QUEUE).join()).hasSize(LENGTH);
            other.end();
        }
    }

    /** Says more than a large answer's beginning, and its last byte when it may. */
    private static RawServer largeUntil(CountDownLatch begun, CountDownLatch end) {
        return new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
            connection.say(new byte[LENGTH - 1]);
            begun.countDown();
            await(end);
            connection.say(new byte[1]);
            connection.waitForEnd();
        });
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private CompletableFuture<String> read(RawServer server, Duration patience, Turn turn) {
        return http.open(get(server.port(), Deadline.in(LONG, patience), true))
                .subscribeAsCompletionStage()
                .thenCompose(answer -> answer.body(LENGTH, turn)
                        .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                        .toCompletionStage())
                .toCompletableFuture();
    }

    private CompletableFuture<String> read(RawServer server, Duration patience) {
        return http.open(get(server.port(), Deadline.in(LONG, patience), false))
                .subscribeAsCompletionStage()
                .thenCompose(answer -> body(answer, LENGTH))
                .toCompletableFuture();
    }
}
