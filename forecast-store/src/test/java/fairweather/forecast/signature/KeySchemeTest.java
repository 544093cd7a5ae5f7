package fairweather.forecast.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeySchemeTest {
    private static final byte[] SEED = new byte[32];
    private static final byte[] MESSAGE = {1, 2, 3};

    @ParameterizedTest
    @EnumSource
    void a_scheme_of_keys_is_found_by_its_name_and_verifies_what_it_signs(KeyScheme scheme) {
        Signer signer = scheme.signer(SEED, new SecureRandom());

        assertThat(KeyScheme.find(scheme.id()))
                .isEqualTo(scheme == KeyScheme.NONE ? Optional.empty() : Optional.of(scheme));
        assertThat(scheme.signatures().id()).isEqualTo(scheme.id());
        assertThat(scheme.signatures().verify(signer.address(), MESSAGE, signer.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void there_are_no_other_schemes() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyScheme.named("ecdsa"));
    }

    @Test
    void the_same_seed_has_another_address_in_the_other_scheme() {
        assertThat(KeyScheme.ED25519.signer(SEED, new SecureRandom()).address())
                .isNotEqualTo(KeyScheme.SR25519.signer(SEED, new SecureRandom()).address());
    }

    @Test
    void none_takes_any_64_bytes_for_a_signature_but_no_other_length_and_no_bad_address() {
        SignatureScheme none = KeyScheme.NONE.signatures();
        String address = KeyScheme.ED25519.signer(SEED, new SecureRandom()).address();

        assertThat(none.verify(address, MESSAGE, new byte[64])).isTrue();
        assertThat(none.verify(address, MESSAGE, new byte[63])).isFalse();
        assertThat(none.verify(address, MESSAGE, null)).isFalse();
        assertThat(none.verify("nobody", MESSAGE, new byte[64])).isFalse();
    }
}
