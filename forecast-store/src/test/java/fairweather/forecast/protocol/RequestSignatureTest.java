package fairweather.forecast.protocol;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestSignatureTest {
    private static final Ed25519 SCHEME = new Ed25519();
    private static final Signer VALIDATOR = signer(1);
    private static final Signer MINER = signer(2);
    private static final String PATH = "/weather-poll-job-status?x=1";
    private static final byte[] BODY = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);

    private Instant now = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private final InstantSource clock = () -> now;
    private final SplittableRandom random = new SplittableRandom(5);
    private final NonceWindow window = new NonceWindow(clock);

    private static Signer signer(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return Ed25519.signer(seed);
    }

    private RequestSignature signed() {
        return RequestSignature.sign(VALIDATOR, MINER.address(), "POST", PATH, BODY, Nonce.create(clock, random));
    }

    private String verified(RequestSignature signature, String method, String path, byte[] body) {
        return signature.verify(SCHEME, window, MINER.address(), method, path, body);
    }

    @Test
    void theCanonicalTextIsTheProtocols() {
        assertThat(RequestSignature.canonicalText("POST", "/p?q", "1_ab", "V", "M", "h"))
                .isEqualTo("v1\nPOST\n/p?q\n1_ab\nV\nM\nh");
        assertThat(signed().headers())
                .containsOnlyKeys("validator-hotkey", "miner-hotkey", "nonce", "x-body-sha256", "signature")
                .containsEntry("validator-hotkey", VALIDATOR.address());
        assertThat(signed().signature()).matches("0x[0-9a-f]{128}");
        assertThat(signed().nonce()).matches("1767225600123456789_[0-9a-f]{16}");
    }

    @Test
    void anUnchangedRequestPassesOnceAndItsReplayDoesNot() {
        RequestSignature signature = signed();
        assertThat(verified(signature, "POST", PATH, BODY)).isEqualTo(VALIDATOR.address());
        assertThat(codeOf(() -> verified(signature, "POST", PATH, BODY))).isEqualTo(Code.HTTP_401_403);
    }

    @Test
    void anyChangeOfARequestIsNoticed() {
        RequestSignature s = signed();
        byte[] other = "{\"data\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(codeOf(() -> verified(s, "GET", PATH, BODY))).isEqualTo(Code.HTTP_401_403);
        assertThat(codeOf(() -> verified(s, "POST", "/other", BODY))).isEqualTo(Code.HTTP_401_403);
        assertThat(codeOf(() -> verified(s, "POST", PATH, other))).isEqualTo(Code.HTTP_401_403);
        String flipped = s.signature().substring(0, 60)
                + (s.signature().charAt(60) == '0' ? '1' : '0')
                + s.signature().substring(61);
        for (String signature :
                new String[] {flipped, null, "", "0x", "0xzz", s.signature().substring(2)}) {
            RequestSignature changed =
                    new RequestSignature(s.validatorHotkey(), s.minerHotkey(), s.nonce(), s.bodyHash(), signature);
            assertThat(codeOf(() -> verified(changed, "POST", PATH, BODY))).isEqualTo(Code.HTTP_401_403);
        }
        assertThat(window.size()).as("nonces used up by refused requests").isZero();
        assertThat(verified(s, "POST", PATH, BODY)).isEqualTo(VALIDATOR.address());
    }

    @Test
    void mailForSomebodyElseIsRefused() {
        RequestSignature signature = signed();
        assertThat(codeOf(() -> signature.verify(SCHEME, window, signer(3).address(), "POST", PATH, BODY)))
                .isEqualTo(Code.HTTP_401_403);
    }

    @Test
    void aNonceLivesTwoMinutesInEitherDirection() {
        RequestSignature old = signed();
        now = now.plusSeconds(121);
        assertThat(codeOf(() -> verified(old, "POST", PATH, BODY))).isEqualTo(Code.HTTP_401_403);
        RequestSignature early = signed();
        now = now.minusSeconds(121);
        assertThat(codeOf(() -> verified(early, "POST", PATH, BODY))).isEqualTo(Code.HTTP_401_403);
        now = now.plusSeconds(1);
        assertThat(verified(early, "POST", PATH, BODY)).isEqualTo(VALIDATOR.address());
    }

    @Test
    void theWindowIsBoundedAndForgetsWhatTimeAloneRefuses() {
        NonceWindow small = new NonceWindow(clock, Duration.ofSeconds(120), 2);
        assertThat(small.use("a", Nonce.create(clock, random))).isEqualTo(NonceWindow.Verdict.ACCEPTED);
        Nonce shared = Nonce.create(clock, random);
        assertThat(small.use("a", shared)).isEqualTo(NonceWindow.Verdict.ACCEPTED);
        assertThat(small.use("a", shared)).isEqualTo(NonceWindow.Verdict.USED);
        assertThat(small.use("b", shared)).isEqualTo(NonceWindow.Verdict.FULL);
        now = now.plusSeconds(121);
        assertThat(small.use("b", Nonce.create(clock, random))).isEqualTo(NonceWindow.Verdict.ACCEPTED);
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void malformedNoncesAreRefused() {
        for (String text : new String[] {
            null,
            "",
            "1",
            "1_",
            "x_0123456789abcdef",
            "1_0123456789ABCDEF",
            "9999999999999999999_0123456789abcdef",
            "-1_0123456789abcdef"
        }) {
            assertThat(codeOf(() -> Nonce.parse(text))).isEqualTo(Code.HTTP_401_403);
        }
        assertThat(Nonce.parse("1500000000_0123456789abcdef").time())
                .isEqualTo(Instant.parse("1970-01-01T00:00:01.5Z"));
    }
}
