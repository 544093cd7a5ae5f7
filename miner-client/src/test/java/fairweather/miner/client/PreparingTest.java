package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent may take its time to be made, and that time is ours. */
@Timeout(30)
class PreparingTest extends MinerHttpFixture {
    private static MinerRequest request(int port, Deadline deadline, Supplier<Future<Prepared>> preparing) {
        MinerRequest usual = get(port, deadline, false);
        return new MinerRequest(
                usual.destination(), usual.hotkey(), HttpMethod.GET, "/x", preparing, usual.deadline(), false);
    }

    private static RawServer answering() {
        return new RawServer(connection -> {
            while (!connection.readRequest().isEmpty()) {
                connection.answer(200, "ok");
            }
        });
    }

    @Test
    void the_time_of_preparing_is_not_the_miners() throws IOException {
        Deadline deadline = Deadline.in(Duration.ofMillis(300), Duration.ofSeconds(5));
        try (RawServer server = answering()) {
            Supplier<Future<Prepared>> slow = () -> {
                Promise<Prepared> made = Promise.promise();
                vertx.setTimer(400, late -> made.complete(new Prepared(Map.of(), null)));
                return made.future();
            };
            assertThat(ask(request(server.port(), deadline, slow)).join()).isEqualTo("ok");
        }
    }

    @Test
    void a_signer_that_does_not_answer_is_our_trouble_and_gives_its_place_back() throws IOException {
        Deadline deadline = Deadline.in(LIMIT, Duration.ZERO);
        try (RawServer server = answering()) {
            for (int i = 0; i < 4; i++) {
                Supplier<Future<Prepared>> broken =
                        i == 0 ? () -> Promise.<Prepared>promise().future() : PreparingTest::refusing;
                assertThat(codeOf(ask(request(server.port(), deadline, broken))))
                        .isEqualTo(Code.VALIDATOR_INTERNAL);
            }
            assertThat(server.connections()).isZero();
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("ok");
        }
    }

    private static Future<Prepared> refusing() {
        throw new IllegalStateException("no signer");
    }

    @Test
    void every_sending_is_prepared_anew() throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        AtomicInteger count = new AtomicInteger();
        Supplier<Future<Prepared>> numbered =
                () -> Prepared.headersOnly(Map.of("nonce", Integer.toString(count.incrementAndGet())));
        try (RawServer server = new RawServer(connection -> {
            heads.add(connection.readRequest());
            if (connection.number() == 1) {
                connection.answer(200, "first");
                heads.add(connection.readRequest());
                return;
            }
            connection.answer(200, "second");
            connection.waitForEnd();
        })) {
            assertThat(ask(request(server.port(), Deadline.in(LIMIT, QUEUE), numbered))
                            .join())
                    .isEqualTo("first");
            assertThat(ask(request(server.port(), Deadline.in(LIMIT, QUEUE), numbered))
                            .join())
                    .isEqualTo("second");
            assertThat(heads)
                    .extracting(head -> head.replaceAll("(?s).*nonce: (\\d+).*", "$1"))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void what_is_sent_is_never_shown() {
        assertThat(new Prepared(Map.of("Authorization", "Bearer x.y.z"), null))
                .hasToString("Prepared[[Authorization]]");
    }
}
