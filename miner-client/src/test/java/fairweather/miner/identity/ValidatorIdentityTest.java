package fairweather.miner.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.settings.ValidatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorIdentityTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    Path directory;

    private record Given(
            Path keyFile,
            Optional<Path> passphraseFile,
            Optional<Path> signerSocket,
            Optional<String> address,
            Duration signerLimit)
            implements ValidatorSettings {}

    private Given given(Optional<Path> socket, Optional<String> address) {
        return new Given(directory.resolve("validator.key"), Optional.empty(), socket, address, Duration.ofMillis(200));
    }

    @Test
    void a_plain_seed_file_is_a_key_of_either_scheme() {
        Path file = Keys.owned(directory.resolve("validator.key"), new PlainKey(Keys.SEED).content());
        for (KeyScheme scheme : KeyScheme.values()) {
            assertThat(new ValidatorKeyFile(file, scheme, Optional::empty, new SecureRandom())
                            .signer()
                            .address())
                    .isEqualTo(scheme.signer(Keys.SEED, new SecureRandom()).address());
        }
    }

    @Test
    void a_key_that_is_made_where_there_is_a_passphrase_is_sealed_under_it() throws IOException {
        Map<String, String> environment = Map.of(Passphrase.VARIABLE, Keys.PHRASE);
        Given settings = given(Optional.empty(), Optional.empty());

        Signer made = ValidatorIdentity.signer(settings, KeyScheme.SR25519, new SecureRandom(), environment);

        assertThat(Files.readString(settings.keyFile())).contains("aes-256-gcm", made.address());
        assertThat(ValidatorIdentity.signer(settings, KeyScheme.SR25519, new SecureRandom(), environment)
                        .address())
                .isEqualTo(made.address());
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> ValidatorIdentity.signer(settings, KeyScheme.SR25519, new SecureRandom(), NO_ENVIRONMENT))
                .withMessageContaining("sealed");
    }

    @Test
    void a_plain_key_is_replaced_by_itself_sealed() {
        Path file = Keys.owned(directory.resolve("validator.key"), new PlainKey(Keys.SEED).content());
        ValidatorKeyFile keys =
                new ValidatorKeyFile(file, KeyScheme.ED25519, Keys.phrase(Keys.PHRASE), new SecureRandom());
        String before = keys.signer().address();

        SealedKey sealed = keys.seal();

        assertThat(sealed.address()).isEqualTo(before);
        assertThat(file).content(StandardCharsets.UTF_8).contains("aes-256-gcm").doesNotContain("9d61b19d");
        assertThat(keys.signer().address()).isEqualTo(before);
        assertThatIllegalStateException().isThrownBy(keys::seal).withMessage("the key is sealed already");
    }

    @Test
    void with_an_external_signer_no_key_file_is_touched_and_an_address_is_needed() {
        Optional<Path> socket = Optional.of(directory.resolve("nobody.sock"));
        Given nameless = given(socket, Optional.empty());
        Given named = given(socket, Optional.of("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> ValidatorIdentity.signer(nameless, KeyScheme.SR25519, new SecureRandom(), NO_ENVIRONMENT))
                .withMessageContaining("fairweather.validator.address");
        assertThatThrownBy(() -> ValidatorIdentity.signer(named, KeyScheme.SR25519, new SecureRandom(), NO_ENVIRONMENT))
                .hasMessageContaining("the external signer cannot be used");
        assertThat(named.keyFile()).doesNotExist();
    }
}
