package fairweather.forecast.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against python3-cryptography, which the miners in the field use. */
class FiberConformanceTest {
    @TempDir
    private static Path directory;

    @Test
    void each_side_reads_what_the_other_has_written() throws Exception {
        List<String> made = Samples.python("fiber_peer.py", "cryptography", "make", directory);
        byte[] key = Base64.getUrlDecoder().decode(made.get(0));
        Fernet fernet = new Fernet(key);
        byte[] content =
                fernet.open(made.get(1).getBytes(StandardCharsets.US_ASCII)).orElseThrow();
        assertThat(new String(content, StandardCharsets.UTF_8))
                .isEqualTo("{\"nonce\": \"1_0123456789\", \"data\": {\"text\": \"Gruß\"}}");

        String pem = Files.readString(directory.resolve("public.pem"));
        byte[] sealed = RsaEnvelope.seal(RsaEnvelope.publicKey(pem), key);
        byte[] token = fernet.seal(content, Instant.EPOCH, new SplittableRandom(1));
        List<String> opened = Samples.python(
                "fiber_peer.py",
                "cryptography",
                "open",
                directory,
                Base64.getEncoder().encodeToString(sealed),
                new String(token, StandardCharsets.US_ASCII),
                made.get(0));

        assertThat(opened)
                .containsExactly(HexFormat.of().formatHex(key), HexFormat.of().formatHex(content));
    }
}
