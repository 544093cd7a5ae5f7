package fairweather.miner.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fairweather.failure.Code;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.RsaEnvelope;
import fairweather.miner.client.Deadline;
import fairweather.simulator.miner.FiberGate;
import fairweather.simulator.protocol.Reply;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a key exchange can fail, and the code that docs/operations/transports.md gives it. */
@Timeout(60)
class FiberHandshakeTest extends TransportFixture {
    private final MinerHost miner = host(2, false);
    private final MinerTransport transport = fiber();

    private static PublicKey rsa(int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    private static Reply publicKey(String pem) {
        return Reply.json(200, JsonNodeFactory.instance.objectNode().put(FiberWords.PUBLIC_KEY, pem));
    }

    private Code codeWith(String path, Reply reply) {
        miner.answer(path, reply);
        return codeOf(poll(transport, miner));
    }

    @Test
    void a_key_that_is_none_or_too_short_fails_the_exchange() throws NoSuchAlgorithmException {
        for (String pem : new String[] {"", "a key", RsaEnvelope.pem(rsa(1024))}) {
            assertThat(codeWith(FiberWords.PATH_PUBLIC_KEY, publicKey(pem))).isEqualTo(Code.HANDSHAKE);
        }
        for (String body : new String[] {"", "a key", "{}", "[]", "{\"public_key\": 7}"}) {
            assertThat(codeWith(FiberWords.PATH_PUBLIC_KEY, Reply.text(200, "application/json", body)))
                    .isEqualTo(Code.HANDSHAKE);
        }
    }

    @Test
    void a_key_that_is_not_the_miners_fails_the_exchange_and_the_next_call_starts_anew()
            throws NoSuchAlgorithmException {
        assertThat(codeWith(FiberWords.PATH_PUBLIC_KEY, publicKey(RsaEnvelope.pem(rsa(2048)))))
                .isEqualTo(Code.HANDSHAKE);
        miner.answer("/none", Reply.NEVER);
        assertThat(textOf(poll(transport, miner))).isEqualTo(NOT_FOUND);
    }

    @Test
    void an_answer_of_more_than_64_kib_is_not_read() {
        assertThat(codeWith(FiberWords.PATH_PUBLIC_KEY, publicKey("x".repeat(70_000))))
                .isEqualTo(Code.OVERSIZE);
    }

    @ParameterizedTest
    @CsvSource({
        "302, HANDSHAKE",
        "400, HANDSHAKE",
        "401, HANDSHAKE",
        "403, HANDSHAKE",
        "404, HANDSHAKE",
        "429, RATE_LIMITED",
        "500, HANDSHAKE"
    })
    void a_refusal_of_either_call_fails_the_exchange(int status, Code code) {
        Reply refusal = Reply.error(status, MinerWords.DETAIL, "no");
        assertThat(codeWith(FiberWords.PATH_PUBLIC_KEY, refusal)).isEqualTo(code);
        assertThat(codeWith(FiberWords.PATH_EXCHANGE, refusal)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {FiberWords.PATH_PUBLIC_KEY, FiberWords.PATH_EXCHANGE})
    void a_miner_that_does_not_answer_has_the_handshakes_time_and_no_more(String path) {
        MinerTransport impatient = transport(
                Map.of("fairweather.miner.transport", "fiber", "fairweather.miner.timeout.handshake", "400ms"),
                VALIDATOR);
        miner.answer(path, Reply.NEVER);
        long start = System.nanoTime();
        assertThat(codeOf(poll(impatient, miner))).isEqualTo(Code.HANDSHAKE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400), LIMIT);
    }

    @Test
    void a_call_whose_own_time_ends_first_does_not_wait_for_the_handshake() {
        miner.answer(FiberWords.PATH_PUBLIC_KEY, Reply.NEVER);
        CompletableFuture<SignedReply> call = transport
                .ask(
                        miner.peer(),
                        MinerWords.PATH_POLL,
                        JsonNodeFactory.instance.objectNode(),
                        Deadline.in(Duration.ofMillis(300), Duration.ZERO))
                .subscribeAsCompletionStage();
        assertThat(codeOf(call)).isEqualTo(Code.HANDSHAKE);
    }

    @Test
    void a_miner_that_is_not_there_is_unreachable() {
        Peer gone = miner.peer();
        miner.stop();
        assertThat(codeOf(transport
                        .ask(
                                gone,
                                MinerWords.PATH_POLL,
                                JsonNodeFactory.instance.objectNode(),
                                Deadline.in(LIMIT, LIMIT))
                        .subscribeAsCompletionStage()))
                .isEqualTo(Code.UNREACHABLE);
    }

    @Test
    void whom_the_miner_does_not_admit_gets_no_key_and_who_comes_too_often_is_told_so() {
        miner.restartWith(new FiberGate(clock, 10, hotkey -> !hotkey.equals(VALIDATOR.address())));
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.HANDSHAKE);
        miner.restartWith(new FiberGate(clock, 3, hotkey -> true));
        assertThat(textOf(poll(transport, miner))).isEqualTo(NOT_FOUND);
        assertThat(codeOf(poll(transport, miner))).isEqualTo(Code.RATE_LIMITED);
    }
}
