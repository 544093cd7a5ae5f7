package fairweather.miner.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorKeyFileTest {
    @TempDir
    Path directory;

    @Test
    void isMadeOnceForItsOwnerAlone() throws IOException {
        Path file = directory.resolve("keys/validator.key");
        Signer first = new ValidatorKeyFile(file, new SplittableRandom(1)).signer();
        Signer second = new ValidatorKeyFile(file, new SplittableRandom(2)).signer();

        assertThat(second.address()).isEqualTo(first.address());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).matches("[0-9a-f]{64}");
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void isTheKeyOfItsSeed() throws IOException {
        Path file = owned("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n");

        assertThat(new ValidatorKeyFile(file, new SplittableRandom(1)).signer().address())
                .isEqualTo(Ed25519.signer(HexFormat.of()
                                .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
                        .address());
    }

    @Test
    void isRefusedIfOthersMayReadIt() throws IOException {
        Path file = owned("ab".repeat(32));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new ValidatorKeyFile(file, new SplittableRandom(1)).signer())
                .withMessageContaining("mode 600");
    }

    @Test
    void isRefusedIfItHoldsSomethingElseAndDoesNotSayWhat() throws IOException {
        Path file = owned("not a seed");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new ValidatorKeyFile(file, new SplittableRandom(1)).signer())
                .withMessageNotContaining("not a seed");
    }

    private Path owned(String content) throws IOException {
        Path file = directory.resolve("seed");
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
