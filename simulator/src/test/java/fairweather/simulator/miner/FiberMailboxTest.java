package fairweather.simulator.miner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.Nonce;
import fairweather.forecast.protocol.RsaEnvelope;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.simulator.MinerKeys;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The gates of the fiber transport at a miner's side, and how each says no. */
class FiberMailboxTest {
    private static final EncryptionKeys ENCRYPTION = new EncryptionKeys();
    private static final Signer MINER = MinerKeys.signer(1, 0);
    private static final Signer VALIDATOR = MinerKeys.signer(1, 1_000_000);
    private static final byte[] KEY = new byte[Fernet.KEY_BYTES];
    private static final byte[] QUESTION = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);
    private static final String UUID = "ab".repeat(32);

    private final SplittableRandom random = new SplittableRandom(3);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private FiberMailbox mailbox = mailbox(FiberGate.open(clock));

    private FiberMailbox mailbox(FiberGate gate) {
        return new FiberMailbox(MINER.address(), new Ed25519(), clock, ENCRYPTION, gate);
    }

    private Request signed(String path, byte[] body) {
        Nonce nonce = Nonce.createFiber(clock, random);
        return new Request(
                "POST",
                path,
                FiberSignature.sign(VALIDATOR, MINER.address(), UUID, nonce).headers(),
                body);
    }

    private Request exchange(byte[] key) throws IOException {
        String pem = new ObjectMapper()
                .readTree(mailbox.publicKey().body())
                .path(FiberWords.PUBLIC_KEY)
                .textValue();
        PublicKey publicKey = RsaEnvelope.publicKey(pem);
        return exchange(Base64.getEncoder().encodeToString(RsaEnvelope.seal(publicKey, key)));
    }

    private Request exchange(String sealed) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put(FiberWords.ENCRYPTED_SYMMETRIC_KEY, sealed)
                .toString();
        return signed(FiberWords.PATH_EXCHANGE, body.getBytes(StandardCharsets.UTF_8));
    }

    private Request question() {
        return signed("/weather-poll-job-status", new Fernet(KEY).seal(QUESTION, now, random));
    }

    private static Reply refused(Letter letter) {
        return ((Letter.Refused) letter).reply();
    }

    private void keyIsUnknown() {
        Reply reply = refused(mailbox.open(question()));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("No symmetric key found");
    }

    @Test
    void a_key_opens_bodies_for_five_hours_and_not_after_a_restart() throws IOException {
        keyIsUnknown();
        assertThat(mailbox.exchange(exchange(KEY)).status()).isEqualTo(200);
        now = now.plus(Duration.ofHours(5)).minusSeconds(1);
        Request asked = question();
        assertThat(((Letter.Opened) mailbox.open(asked)).body()).isEqualTo(QUESTION);
        assertThat(refused(mailbox.open(asked)).status())
                .as("the same once more")
                .isEqualTo(401);
        now = now.plusSeconds(1);
        keyIsUnknown();

        mailbox.exchange(exchange(KEY));
        mailbox = mailbox(FiberGate.open(clock));
        keyIsUnknown();
    }

    @Test
    void what_is_no_sealed_key_of_32_bytes_is_answered_400() throws IOException {
        assertThat(mailbox.exchange(exchange(new byte[16])).status()).isEqualTo(400);
        assertThat(mailbox.exchange(exchange("%")).status()).isEqualTo(400);
        assertThat(mailbox.exchange(exchange("AAAA")).status()).isEqualTo(400);
        assertThat(mailbox.exchange(signed(FiberWords.PATH_EXCHANGE, new byte[] {'{'}))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_body_under_another_key_is_answered_400_and_an_old_nonce_401() throws IOException {
        mailbox.exchange(exchange(KEY));
        assertThat(refused(mailbox.open(signed("/", QUESTION))).status()).isEqualTo(400);
        Request old = question();
        now = now.plusSeconds(121);
        assertThat(refused(mailbox.open(old)).status()).isEqualTo(401);
    }

    @Test
    void strangers_get_403_and_the_fourth_request_of_a_minute_429() throws IOException {
        mailbox = mailbox(new FiberGate(clock, 3, hotkey -> false));
        Request exchange = exchange(KEY);
        assertThat(mailbox.exchange(exchange).status()).isEqualTo(403);
        assertThat(refused(mailbox.open(question())).status()).isEqualTo(403);
        assertThat(refused(mailbox.open(question())).status()).isEqualTo(429);
        assertThat(mailbox.publicKey().status()).isEqualTo(429);
        now = now.plusSeconds(60);
        assertThat(mailbox.publicKey().status()).isEqualTo(200);
    }
}
