package fairweather.miner.transport;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import fairweather.simulator.protocol.Request;
import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directly signed request is good for, and for whom; every request here went through a socket. */
@Timeout(30)
class DirectTransportTest extends TransportFixture {
    private MinerHost miner;
    private Request sent;

    @BeforeEach
    void ask_a_miner_once() {
        miner = host(2, true);
        assertThat(textOf(poll(direct(false), miner))).isEqualTo(NOT_FOUND);
        sent = miner.lastRequest();
    }

    private static Request with(Request request, String target, byte[] body) {
        return new Request(request.method(), target, request.headers(), body);
    }

    private static Request with(Request request, String header, String value) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(header, value);
        return new Request(request.method(), request.target(), headers, request.body());
    }

    @Test
    void a_request_is_plain_json_under_five_headers() {
        assertThat(sent.target()).isEqualTo(MinerWords.PATH_POLL);
        assertThat(new String(sent.body(), StandardCharsets.UTF_8)).isEqualTo("{\"data\":{\"job_id\":\"x\"}}");
        assertThat(sent.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("validator-hotkey", VALIDATOR.address())
                .containsEntry("miner-hotkey", miner.peer().hotkey())
                .containsEntry("x-body-sha256", Sha256.hex(sent.body()))
                .containsKeys("nonce", "signature");
    }

    @Test
    void a_replayed_request_is_refused() {
        assertThat(resend(miner, sent)).isEqualTo(401);
        now = now.plusSeconds(60);
        assertThat(resend(miner, sent)).isEqualTo(401);
        now = now.plusSeconds(61);
        assertThat(resend(miner, sent)).as("after its nonce was forgotten").isEqualTo(401);
    }

    @Test
    void a_request_for_one_miner_is_of_no_use_with_another() {
        MinerHost other = host(3, true);
        assertThat(resend(other, sent)).isEqualTo(403);
        assertThat(resend(other, with(sent, "miner-hotkey", other.peer().hotkey())))
                .isEqualTo(401);
    }

    @Test
    void a_request_whose_body_path_query_or_sender_was_changed_is_refused() {
        now = now.plusSeconds(1);
        Request fresh = recorded();
        byte[] otherBody = "{\"data\":{\"job_id\":\"y\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(resend(miner, with(fresh, fresh.target(), otherBody))).isEqualTo(401);
        assertThat(resend(miner, with(with(fresh, fresh.target(), otherBody), "x-body-sha256", Sha256.hex(otherBody))))
                .isEqualTo(401);
        assertThat(resend(miner, with(fresh, MinerWords.PATH_ACCESS, fresh.body())))
                .isEqualTo(401);
        assertThat(resend(miner, with(fresh, fresh.target() + "?x=1", fresh.body())))
                .isEqualTo(401);
        assertThat(resend(miner, with(fresh, "validator-hotkey", signer(9).address())))
                .isEqualTo(401);
        assertThat(resend(miner, fresh)).as("as it was, for it never arrived").isEqualTo(200);
    }

    /** A request that somebody on the way kept for himself. */
    private Request recorded() {
        miner.changeRequests(request -> with(request, "signature", "0x00"));
        assertThat(codeOf(poll(direct(false), miner))).isEqualTo(Code.HTTP_401_403);
        miner.changeRequests(request -> request);
        return miner.lastRequest();
    }

    @Test
    void a_miners_own_reply_is_no_request() {
        SignedReply reply = poll(direct(true), miner).join();
        Map<String, String> headers = new HashMap<>(sent.headers());
        headers.put(RequestSignature.HEADER_VALIDATOR, miner.peer().hotkey());
        headers.put(RequestSignature.HEADER_NONCE, reply.nonce());
        headers.put(RequestSignature.HEADER_BODY_HASH, Sha256.hex(reply.body()));
        headers.put(RequestSignature.HEADER_SIGNATURE, reply.signature().orElseThrow());
        assertThat(resend(miner, new Request("POST", MinerWords.PATH_POLL, headers, reply.body())))
                .isEqualTo(401);
    }

    @Test
    void nothing_is_signed_on_an_event_loop() {
        Queue<Boolean> onEventLoop = new ConcurrentLinkedQueue<>();
        Signer watching = new Signer() {
            @Override
            public String address() {
                return VALIDATOR.address();
            }

            @Override
            public byte[] sign(byte[] message) {
                onEventLoop.add(Context.isOnEventLoopThread());
                return VALIDATOR.sign(message);
            }
        };
        poll(transport(Map.of("fairweather.miner.transport", "direct"), watching), miner)
                .join();
        poll(transport(Map.of("fairweather.miner.transport", "fiber"), watching), miner)
                .join();
        assertThat(onEventLoop).containsExactly(false, false, false);
    }

    @ParameterizedTest
    @CsvSource({"-121, false", "-119, true", "119, true", "121, false"})
    void clocks_may_differ_by_two_minutes(int seconds, boolean heard) {
        MinerHost elsewhere = host(4, false, Duration.ofSeconds(seconds));
        if (heard) {
            assertThat(textOf(poll(direct(false), elsewhere))).isEqualTo(NOT_FOUND);
        } else {
            assertThat(codeOf(poll(direct(false), elsewhere))).isEqualTo(Code.HTTP_401_403);
        }
    }
}
