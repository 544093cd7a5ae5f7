package fairweather.miner.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.signature.KeyScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealedKeyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = KeyScheme.class,
            names = {"ED25519", "SR25519"})
    void a_sealed_key_opens_with_its_passphrase_and_shows_only_its_address(KeyScheme scheme) {
        byte[] content = Keys.sealed(scheme, Keys.SEED).content();

        StoredKey read = StoredKey.parse(content);

        assertThat(read.secret(scheme, Keys.phrase(Keys.PHRASE))).isEqualTo(Keys.SEED);
        assertThat(((SealedKey) read).address())
                .isEqualTo(scheme.signer(Keys.SEED, new SplittableRandom(1)).address());
        assertThat(text(content))
                .contains("\"address\" : \"" + ((SealedKey) read).address())
                .doesNotContain(HexFormat.of().formatHex(Keys.SEED));
        assertThat(read.content()).isEqualTo(content);
    }

    @Test
    void a_wrong_passphrase_is_refused_in_words_that_name_no_secret() {
        StoredKey sealed = Keys.sealed(KeyScheme.ED25519, Keys.SEED);

        assertThatIllegalStateException()
                .isThrownBy(() -> sealed.secret(KeyScheme.ED25519, Keys.phrase("wrong horse battery")))
                .withMessage("the sealed key does not open: the passphrase is wrong, or the file was changed");
        assertThatIllegalStateException()
                .isThrownBy(() -> sealed.secret(KeyScheme.ED25519, Optional::empty))
                .withMessageContaining(Passphrase.VARIABLE);
    }

    @Test
    void a_key_of_another_scheme_is_refused() {
        StoredKey sealed = Keys.sealed(KeyScheme.SR25519, Keys.SEED);

        assertThatIllegalStateException()
                .isThrownBy(() -> sealed.secret(KeyScheme.ED25519, Keys.phrase(Keys.PHRASE)))
                .withMessage("the sealed key is for sr25519, and ed25519 is used");
    }

    @Test
    void the_address_and_the_scheme_cannot_be_exchanged() throws IOException {
        ObjectNode file = (ObjectNode)
                JSON.readTree(Keys.sealed(KeyScheme.ED25519, Keys.SEED).content());

        for (ObjectNode changed : List.of(
                file.deepCopy().put("address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
                file.deepCopy().put("scheme", "sr25519"))) {
            SealedKey read = SealedKey.parse(JSON.writeValueAsBytes(changed));
            assertThatIllegalStateException()
                    .isThrownBy(() -> read.secret(read.scheme(), Keys.phrase(Keys.PHRASE)))
                    .withMessageContaining("the file was changed");
        }
    }

    @Test
    void a_file_that_is_not_whole_is_refused() throws IOException {
        ObjectNode file = (ObjectNode)
                JSON.readTree(Keys.sealed(KeyScheme.ED25519, Keys.SEED).content());

        for (String part : List.of("format", "scheme", "address", "kdf", "cipher")) {
            byte[] without = JSON.writeValueAsBytes(file.deepCopy().without(List.of(part)));
            assertThatIllegalStateException().as(part).isThrownBy(() -> StoredKey.parse(without));
        }
        ObjectNode dear = file.deepCopy();
        ((ObjectNode) dear.get("kdf")).put("memory_kib", Integer.MAX_VALUE);
        byte[] tooDear = JSON.writeValueAsBytes(dear);
        assertThatIllegalStateException()
                .isThrownBy(() -> StoredKey.parse(tooDear))
                .withMessageContaining("memory");
        assertThatIllegalStateException().isThrownBy(() -> StoredKey.parse("{".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_new_key_costs_a_guesser_64_mebibytes_a_try() throws IOException {
        SealedKey sealed = SealedKey.seal(
                KeyScheme.ED25519, Keys.SEED, Keys.phrase(Keys.PHRASE).get().orElseThrow(), new SplittableRandom(1));

        assertThat(JSON.readTree(sealed.content()).get("kdf")).isEqualTo(JSON.readTree("""
                        {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4,
                         "salt": "%s"}""".formatted(
                        JSON.readTree(sealed.content()).at("/kdf/salt").textValue())));
        assertThat(sealed.secret(KeyScheme.ED25519, Keys.phrase(Keys.PHRASE))).isEqualTo(Keys.SEED);
    }

    @Test
    void a_short_passphrase_seals_nothing_and_an_empty_one_is_none() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SealedKey.seal(
                        KeyScheme.ED25519,
                        Keys.SEED,
                        Keys.phrase("short").get().orElseThrow(),
                        new SplittableRandom(1)))
                .withMessageContaining("at least 12");
        assertThatIllegalStateException().isThrownBy(() -> Keys.phrase("").get());
    }

    @Test
    void a_passphrase_is_the_first_line_of_a_file_that_nobody_else_may_read() throws IOException {
        Path file =
                Keys.owned(directory.resolve("phrase"), (Keys.PHRASE + "\nrest\n").getBytes(StandardCharsets.UTF_8));
        Optional<Path> named = Optional.of(file);
        StoredKey sealed = Keys.sealed(KeyScheme.ED25519, Keys.SEED);

        assertThat(sealed.secret(KeyScheme.ED25519, () -> Passphrase.of(named, Map.of())))
                .isEqualTo(Keys.SEED);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIllegalStateException()
                .isThrownBy(() -> Passphrase.of(named, Map.of()))
                .withMessageContaining("mode 600");
    }

    @Test
    void a_closed_passphrase_is_wiped() {
        Passphrase phrase = Keys.phrase(Keys.PHRASE).get().orElseThrow();

        phrase.close();

        assertThat(phrase.bytes()).containsOnly(0);
        assertThat(phrase).hasToString("Passphrase");
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
