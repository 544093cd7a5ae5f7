package fairweather.forecast.protocol;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FiberSignatureTest {
    private static final Ed25519 SCHEME = new Ed25519();
    private static final Signer VALIDATOR = signer(1);
    private static final Signer MINER = signer(2);
    private static final String UUID = "ab".repeat(32);

    private Instant now = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private final InstantSource clock = () -> now;
    private final SplittableRandom random = new SplittableRandom(5);
    private final NonceWindow window = new NonceWindow(clock);

    private static Signer signer(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return Ed25519.signer(seed);
    }

    private FiberSignature signed() {
        return FiberSignature.sign(VALIDATOR, MINER.address(), UUID, Nonce.createFiber(clock, random));
    }

    @Test
    void the_signed_text_and_the_headers_are_the_protocols() {
        assertThat(FiberSignature.canonicalText("1_ab", "M", "u")).isEqualTo("1_ab:M:u");
        assertThat(signed().headers())
                .containsOnlyKeys("symmetric-key-uuid", "validator-hotkey", "miner-hotkey", "nonce", "signature")
                .containsEntry("symmetric-key-uuid", UUID)
                .containsEntry("miner-hotkey", MINER.address());
        assertThat(signed().nonce()).matches("1767225600123456789_[0-9A-Za-z]{10}");
        assertThat(signed().nonce()).isNotEqualTo(signed().nonce());
    }

    @Test
    void a_call_passes_once_and_only_to_the_miner_it_is_addressed_to() {
        FiberSignature signature = signed();
        assertThat(codeOf(() -> signature.verify(SCHEME, window, VALIDATOR.address())))
                .isEqualTo(Code.HTTP_401_403);
        assertThat(signature.verify(SCHEME, window, MINER.address())).isEqualTo(VALIDATOR.address());
        assertThat(codeOf(() -> signature.verify(SCHEME, window, MINER.address())))
                .isEqualTo(Code.HTTP_401_403);
    }

    @Test
    void another_session_a_missing_header_and_an_old_nonce_are_refused() {
        FiberSignature s = signed();
        FiberSignature otherKey =
                new FiberSignature(s.validatorHotkey(), s.minerHotkey(), "cd".repeat(32), s.nonce(), s.signature());
        FiberSignature unsigned =
                new FiberSignature(s.validatorHotkey(), s.minerHotkey(), s.keyUuid(), s.nonce(), null);
        assertThat(codeOf(() -> otherKey.verify(SCHEME, window, MINER.address())))
                .isEqualTo(Code.HTTP_401_403);
        assertThat(codeOf(() -> unsigned.verify(SCHEME, window, MINER.address())))
                .isEqualTo(Code.HTTP_401_403);
        now = now.plusSeconds(121);
        assertThat(codeOf(() -> s.verify(SCHEME, window, MINER.address()))).isEqualTo(Code.HTTP_401_403);
    }

    @Test
    void the_two_forms_of_nonces_are_not_mixed_up() {
        assertThat(codeOf(() -> Nonce.parseFiber("1_0123456789abcdef"))).isEqualTo(Code.HTTP_401_403);
        assertThat(codeOf(() -> Nonce.parse("1_0123456789"))).isEqualTo(Code.HTTP_401_403);
        assertThat(Nonce.parseFiber("1500000000_aZ09aZ09aZ").time()).isEqualTo(Instant.parse("1970-01-01T00:00:01.5Z"));
    }
}
