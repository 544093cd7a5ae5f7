package fairweather.miner.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class SocketSignerTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final byte[] MESSAGE = "wind".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = KeyScheme.class,
            names = {"ED25519", "SR25519"})
    void another_process_signs_and_its_signatures_hold(KeyScheme scheme) throws IOException {
        Signer holder = scheme.signer(Keys.SEED, new SecureRandom());
        try (SignerSocket _ = served(holder)) {
            Signer asking = connect(scheme, holder.address(), LIMIT);

            assertThat(asking.address()).isEqualTo(holder.address());
            assertThat(scheme.signatures().verify(holder.address(), MESSAGE, asking.sign(MESSAGE)))
                    .isTrue();
        }
    }

    @Test
    void many_may_ask_at_once_and_each_gets_its_own_signature() throws IOException {
        Signer holder = KeyScheme.ED25519.signer(Keys.SEED, new SecureRandom());
        try (SignerSocket _ = served(holder)) {
            Signer asking = connect(KeyScheme.ED25519, holder.address(), LIMIT);

            List<byte[]> signatures = IntStream.range(0, 32)
                    .parallel()
                    .mapToObj(n -> asking.sign(new byte[] {(byte) n}))
                    .toList();

            for (int n = 0; n < signatures.size(); n++) {
                assertThat(signatures.get(n)).isEqualTo(holder.sign(new byte[] {(byte) n}));
            }
        }
    }

    @Test
    void a_signer_that_was_started_anew_is_asked_again() throws IOException {
        Signer holder = KeyScheme.ED25519.signer(Keys.SEED, new SecureRandom());
        Signer asking;
        try (SignerSocket _ = served(holder)) {
            asking = connect(KeyScheme.ED25519, holder.address(), LIMIT);
        }
        assertTrouble(() -> asking.sign(MESSAGE), "there is no answer");
        try (SignerSocket _ = served(holder)) {
            assertThat(asking.sign(MESSAGE)).isEqualTo(holder.sign(MESSAGE));
        }
    }

    @Test
    void the_signer_of_another_address_is_caught_at_the_start() throws IOException {
        Signer holder = KeyScheme.ED25519.signer(Keys.SEED, new SecureRandom());
        String other =
                KeyScheme.ED25519.signer(new byte[32], new SecureRandom()).address();
        try (SignerSocket _ = served(holder)) {
            assertTrouble(() -> connect(KeyScheme.ED25519, other, LIMIT), "it says this is the signer of");
        }
    }

    @Test
    void a_signature_that_does_not_hold_is_never_used() throws IOException {
        Signer liar =
                new Liar(KeyScheme.ED25519.signer(Keys.SEED, new SecureRandom()).address());
        try (SignerSocket _ = served(liar)) {
            assertTrouble(() -> connect(KeyScheme.ED25519, liar.address(), LIMIT), "does not hold");
        }
    }

    @Test
    void a_silent_signer_costs_its_limit_and_no_more() throws IOException {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path()));
            long start = System.nanoTime();

            assertTrouble(() -> connect(KeyScheme.ED25519, "5x", Duration.ofMillis(200)), "within 200 ms");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
        }
    }

    @Test
    void what_is_no_answer_is_trouble_of_ours() throws IOException {
        for (String answer :
                List.of("", "not json\n", "{}\n", "{\"signature_hex\":\"zz\"}\n", "{\"error\":\"locked\"}\n")) {
            try (ServerSocketChannel odd = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                odd.bind(UnixDomainSocketAddress.of(path()));
                Thread.startVirtualThread(() -> say(odd, answer));

                assertTrouble(() -> connect(KeyScheme.ED25519, "5x", LIMIT), "the external signer cannot be used");
            }
            Files.delete(path());
        }
    }

    @Test
    void the_socket_is_its_owners_alone_and_goes_with_the_signer() throws IOException {
        try (SignerSocket _ = served(KeyScheme.ED25519.signer(Keys.SEED, new SecureRandom()))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                    .isEqualTo("rw-------");
        }
        assertThat(path()).doesNotExist();
    }

    private Path path() {
        return directory.resolve("signer.sock");
    }

    private Signer connect(KeyScheme scheme, String address, Duration limit) {
        return SocketSigner.connect(path(), address, scheme.signatures(), limit);
    }

    private SignerSocket served(Signer signer) throws IOException {
        SignerSocket socket = SignerSocket.open(path(), signer);
        Thread.startVirtualThread(() -> {
            try {
                socket.serve();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        return socket;
    }

    private static void say(ServerSocketChannel server, String answer) {
        try (SocketChannel caller = server.accept()) {
            SignerLine.read(caller);
            caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void assertTrouble(ThrowingCallable call, String words) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(call)
                .matches(failure -> failure.code() == Code.VALIDATOR_INTERNAL)
                .withMessageContaining(words);
    }

    /** Says it is somebody and signs as nobody. */
    private record Liar(String address) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return new byte[64];
        }
    }
}
