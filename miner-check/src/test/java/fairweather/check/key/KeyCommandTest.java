package fairweather.check.key;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.identity.SocketSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class KeyCommandTest {
    @TempDir
    Path directory;

    private Path file;
    private Path phrase;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeThePassphrase() throws IOException {
        file = directory.resolve("validator.key");
        phrase = owned("phrase", "correct horse battery");
    }

    @Test
    void a_new_key_is_sealed_and_shown_without_its_passphrase() {
        assertThat(run("new", "--scheme", "sr25519", "--passphrase-file", phrase.toString()))
                .isZero();
        String address = out.toString().strip();

        assertThat(run("show")).isZero();

        assertThat(out).hasToString(address + "\n" + address + " sr25519 sealed\n");
        assertThat(file).content(StandardCharsets.UTF_8).contains(address);
    }

    @Test
    void a_plain_key_keeps_its_address_when_it_is_sealed() {
        assertThat(run("new", "--plain")).isZero();
        String address = out.toString().strip();
        assertThat(run("show")).isZero();

        assertThat(run("seal", "--passphrase-file", phrase.toString())).isZero();

        assertThat(out).hasToString(address + "\n" + address + " ed25519 plain\n" + address + "\n");
        assertThat(file).content(StandardCharsets.UTF_8).contains("aes-256-gcm");
    }

    @Test
    void what_is_there_is_not_overwritten_and_nothing_is_made_plain_unasked() throws IOException {
        assertThat(run("new")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no passphrase");
        assertThat(file).doesNotExist();

        run("new", "--plain");
        byte[] before = Files.readAllBytes(file);
        assertThat(run("new", "--plain")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void a_wrong_passphrase_is_one_line_and_no_trace() throws IOException {
        run("new", "--passphrase-file", phrase.toString());
        Path wrong = owned("wrong", "wrong horse battery");

        int code = run("serve", "--socket", socket().toString(), "--passphrase-file", wrong.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("the passphrase is wrong, or the file was changed")
                .doesNotContain("\tat ", "horse");
        assertThat(socket()).doesNotExist();
    }

    @Test
    void a_file_that_is_missing_is_named_and_not_made() {
        for (String what : List.of("show", "seal")) {
            assertThat(run(what)).isEqualTo(CommandLine.ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("there is no " + file);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_served_key_signs_for_a_service_that_has_none() throws InterruptedException {
        run("new", "--scheme", "sr25519", "--plain");
        String address = out.toString().strip();
        Thread serving = Thread.ofPlatform()
                .daemon()
                .start(() -> run("serve", "--scheme", "sr25519", "--socket", socket().toString()));

        Signer asking = connected(address, serving);

        byte[] message = "wind".getBytes(StandardCharsets.UTF_8);
        assertThat(KeyScheme.SR25519.signatures().verify(address, message, asking.sign(message)))
                .isTrue();
        serving.interrupt();
        serving.join();
        assertThat(socket()).as("is taken away at the end").doesNotExist();
    }

    /** The command says its address as soon as its socket answers. */
    private Signer connected(String address, Thread serving) {
        while (out.toString().lines().count() < 2) {
            assertThat(serving.isAlive()).as(err.toString()).isTrue();
            Thread.onSpinWait();
        }
        return SocketSigner.connect(socket(), address, KeyScheme.SR25519.signatures(), Duration.ofSeconds(10));
    }

    private Path socket() {
        return directory.resolve("signer.sock");
    }

    private Path owned(String name, String text) throws IOException {
        Path made = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--file", file.toString()));
        return new CommandLine(new KeyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
