package fairweather.miner.transport;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import fairweather.simulator.protocol.RequestKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Session keys: made once, kept two hours, made anew once when the miner has lost them. */
@Timeout(60)
class FiberTransportTest extends TransportFixture {
    private static final Reply NO_KEY =
            Reply.error(400, MinerWords.DETAIL, "No symmetric key found for that hotkey and uuid");

    private final MinerHost miner = host(2, false);
    private final MinerTransport transport = fiber();

    private void handshakes(MinerHost host, int number) {
        assertThat(host.asked(RequestKind.PUBLIC_KEY)).isEqualTo(number);
        assertThat(host.asked(RequestKind.KEY_EXCHANGE)).isEqualTo(number);
    }

    private List<CompletableFuture<SignedReply>> fifty(MinerHost host) {
        List<CompletableFuture<SignedReply>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(poll(transport, host));
        }
        return calls;
    }

    @Test
    void a_question_is_encrypted_with_a_key_that_is_agreed_on_first() {
        assertThat(textOf(poll(transport, miner))).isEqualTo(NOT_FOUND);

        assertThat(miner.requests())
                .extracting(request -> request.method() + " " + request.target())
                .containsExactly(
                        "GET /public-encryption-key", "POST /exchange-symmetric-key", "POST /weather-poll-job-status");
        Request asked = miner.lastRequest();
        assertThat(asked.headers())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("validator-hotkey", VALIDATOR.address())
                .containsEntry("miner-hotkey", miner.peer().hotkey());
        assertThat(asked.headers().get("nonce")).matches("1767225600000000000_[0-9A-Za-z]{10}");
        assertThat(asked.headers().get("symmetric-key-uuid")).matches("[0-9a-f]{64}");
        byte[] key = new byte[Fernet.KEY_BYTES];
        new SplittableRandom(7).nextBytes(key);
        byte[] json = new Fernet(key).open(asked.body()).orElseThrow();
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"nonce\":\"" + asked.headers().get("nonce") + "\",\"data\":{\"job_id\":\"x\"}}");
    }

    @Test
    void a_key_serves_for_two_hours() {
        poll(transport, miner).join();
        now = now.plus(Duration.ofHours(2)).minusSeconds(1);
        poll(transport, miner).join();
        handshakes(miner, 1);
        now = now.plusSeconds(1);
        poll(transport, miner).join();
        handshakes(miner, 2);
    }

    @Test
    void fifty_calls_at_once_wait_for_one_handshake() {
        fifty(miner).forEach(call -> assertThat(textOf(call)).isEqualTo(NOT_FOUND));
        handshakes(miner, 1);
        assertThat(miner.asked(RequestKind.POLL)).isEqualTo(50);
    }

    @Test
    void every_endpoint_of_a_hotkey_has_a_key_of_its_own() {
        MinerHost twin = host(2, false);
        poll(transport, miner).join();
        poll(transport, twin).join();
        poll(transport, miner).join();
        handshakes(miner, 1);
        handshakes(twin, 1);
    }

    @Test
    void a_miner_that_was_restarted_is_asked_again_with_a_new_key() {
        poll(transport, miner).join();
        miner.restart();
        assertThat(textOf(poll(transport, miner))).isEqualTo(NOT_FOUND);
        handshakes(miner, 1);

        miner.restart();
        fifty(miner).forEach(call -> assertThat(textOf(call)).isEqualTo(NOT_FOUND));
        handshakes(miner, 1);
    }

    @Test
    void a_key_that_is_refused_twice_is_a_failed_key_exchange_and_asked_about_no_third_time() {
        poll(transport, miner).join();
        int before = miner.requests().size();
        miner.answer(MinerWords.PATH_POLL, NO_KEY);
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HANDSHAKE);
        assertThat(miner.requests().stream().skip(before).map(Request::path))
                .containsExactly(
                        MinerWords.PATH_POLL,
                        FiberWords.PATH_PUBLIC_KEY,
                        FiberWords.PATH_EXCHANGE,
                        MinerWords.PATH_POLL);
    }

    @Test
    void a_new_key_that_is_refused_at_once_is_not_tried_again() {
        miner.answer(MinerWords.PATH_POLL, NO_KEY);
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HANDSHAKE);
        handshakes(miner, 1);
    }

    @Test
    void other_refusals_leave_the_key_alone() {
        poll(transport, miner).join();
        miner.answer(MinerWords.PATH_POLL, Reply.error(403, MinerWords.DETAIL, "Hotkey is not admitted"));
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HTTP_401_403);
        miner.answer(MinerWords.PATH_POLL, Reply.error(500, MinerWords.DETAIL, NO_KEY.toString()));
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HTTP_5XX);
        handshakes(miner, 1);
    }

    @Test
    void a_repetition_has_only_the_time_that_is_left() {
        poll(transport, miner).join();
        miner.answer(MinerWords.PATH_POLL, Reply.NEVER);
        assertThat(codeOf(poll(transport, miner, Duration.ofMillis(300)))).isEqualTo(Code.TIMEOUT_READ);
        handshakes(miner, 1);
    }

    @Test
    void a_changed_body_is_refused_by_the_miner() {
        poll(transport, miner).join();
        miner.changeRequests(request -> {
            byte[] body = request.body().clone();
            body[body.length / 2] ^= 1;
            return new Request(request.method(), request.target(), request.headers(), body);
        });
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HTTP_4XX);
    }

    @Test
    void a_replayed_call_and_one_for_another_miner_are_refused() {
        poll(transport, miner).join();
        Request sent = miner.lastRequest();
        MinerHost other = host(3, false);
        assertThat(resend(miner, sent)).isEqualTo(401);
        assertThat(resend(other, sent)).isEqualTo(401);
        Map<String, String> headers = new HashMap<>(sent.headers());
        headers.put("miner-hotkey", other.peer().hotkey());
        assertThat(resend(other, new Request("POST", sent.target(), headers, sent.body())))
                .isEqualTo(401);
    }

    /** What this transport does not protect; the direct one does. */
    @Test
    void a_call_whose_path_was_changed_on_the_way_is_heard() {
        miner.changeRequests(request -> request.path().equals(MinerWords.PATH_POLL)
                ? new Request(request.method(), MinerWords.PATH_ACCESS, request.headers(), request.body())
                : request);
        poll(transport, miner).join();
        assertThat(miner.asked(RequestKind.ACCESS)).isEqualTo(1);
        assertThat(miner.asked(RequestKind.POLL)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-121, false", "-119, true", "119, true", "121, false"})
    void clocks_may_differ_by_two_minutes(int seconds, boolean heard) {
        MinerHost elsewhere = host(4, false, Duration.ofSeconds(seconds));
        if (heard) {
            assertThat(textOf(poll(transport, elsewhere))).isEqualTo(NOT_FOUND);
        } else {
            assertThat(codeOf(poll(transport, elsewhere))).isEqualTo(Code.HANDSHAKE);
        }
    }

    @Test
    void a_session_shows_no_key() {
        FiberSession session = new FiberSession("ab".repeat(32), new Fernet(new byte[32]), now);
        assertThat(session).hasToString("FiberSession[until 2026-01-01T00:00:00Z]");
    }
}
