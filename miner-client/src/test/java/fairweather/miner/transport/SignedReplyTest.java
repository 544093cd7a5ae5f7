package fairweather.miner.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fairweather.failure.Code;
import fairweather.forecast.protocol.ReplySignature;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.simulator.protocol.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the validator makes of the signature of a reply. */
@Timeout(30)
class SignedReplyTest extends TransportFixture {
    private static Reply with(Reply reply, String signature) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(ReplySignature.HEADER, signature);
        return new Reply(reply.status(), headers, reply.body());
    }

    @Test
    void a_signed_reply_comes_with_all_that_proves_it() {
        MinerHost miner = host(2, true);
        SignedReply reply = poll(direct(true), miner).join();

        assertThat(reply.json().path("status").asText()).isEqualTo("not_found");
        assertThat(reply.nonce()).isEqualTo(miner.lastRequest().headers().get("nonce"));
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
        assertThat(ReplySignature.verifies(
                        new Ed25519(),
                        miner.peer().hotkey(),
                        reply.status(),
                        reply.nonce(),
                        reply.body(),
                        reply.signature().orElseThrow()))
                .isTrue();
    }

    @Test
    void an_unsigned_reply_is_refused_only_where_signatures_are_required() {
        MinerHost miner = host(2, false);
        assertThat(poll(direct(false), miner).join().signature()).isEmpty();
        assertThat(codeOf(poll(direct(true), miner))).isEqualTo(Code.PROTOCOL);
    }

    @Test
    void a_reply_to_an_earlier_request_is_refused_wherever_it_is_signed() {
        MinerHost miner = host(2, true);
        AtomicReference<Reply> earlier = new AtomicReference<>();
        miner.changeReplies(reply -> {
            earlier.compareAndSet(null, reply);
            return earlier.get();
        });
        assertThat(textOf(poll(direct(true), miner))).isEqualTo(NOT_FOUND);
        now = now.plusSeconds(1);
        assertThat(codeOf(poll(direct(true), miner))).isEqualTo(Code.PROTOCOL);
        assertThat(codeOf(poll(direct(false), miner))).isEqualTo(Code.PROTOCOL);
    }

    @Test
    void a_reply_that_another_miner_has_signed_is_refused() {
        MinerHost miner = host(2, true);
        Signer other = signer(3);
        miner.changeReplies(reply -> with(
                reply,
                ReplySignature.sign(other, 200, miner.lastRequest().headers().get("nonce"), reply.body())));
        assertThat(codeOf(poll(direct(true), miner))).isEqualTo(Code.PROTOCOL);
    }

    @Test
    void a_changed_reply_and_a_malformed_signature_are_refused() {
        MinerHost miner = host(2, true);
        miner.changeReplies(reply -> new Reply(200, reply.headers(), "{\"status\":\"completed\"}".getBytes()));
        assertThat(codeOf(poll(direct(false), miner))).isEqualTo(Code.PROTOCOL);
        miner.changeReplies(reply -> with(reply, "yes"));
        assertThat(codeOf(poll(direct(false), miner))).isEqualTo(Code.PROTOCOL);
    }

    @Test
    void the_fiber_transport_has_no_signed_replies() {
        MinerHost miner = host(2, false);
        miner.changeReplies(reply -> with(reply, "of some proxy"));
        assertThat(poll(fiber(), miner).join().signature()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> transport(
                        Map.of(
                                "fairweather.miner.transport", "fiber",
                                "fairweather.miner.require-signed-replies", "true"),
                        VALIDATOR));
    }
}
