package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.egress.Destination;
import fairweather.miner.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static int first;
    private static int second;

    @BeforeAll
    static void startServers() throws Exception {
        vertx = Vertx.vertx();
        first = serverWith(selfSigned("first"));
        second = serverWith(selfSigned("second"));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Path selfSigned(String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static int serverWith(Path store) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword(PASSWORD)))
                .requestHandler(request -> request.response().end("{}"));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static MinerHttp client(String mode) {
        return client(mode, "10s");
    }

    private static MinerHttp client(String mode, String connectLimit) {
        return new MinerHttp(
                vertx,
                Settings.of(Map.of("fairweather.miner.tls", mode, "fairweather.miner.timeout.connect", connectLimit)));
    }

    private static MinerHttp pinning(Path file) {
        return new MinerHttp(
                vertx,
                Settings.of(Map.of("fairweather.miner.tls", "pin", "fairweather.miner.pin-file", file.toString())));
    }

    private static String outcome(MinerHttp http, int port, String hotkey) {
        MinerRequest request = new MinerRequest(
                new Destination("127.0.0.1", InetAddress.getLoopbackAddress(), port),
                hotkey,
                HttpMethod.GET,
                "/",
                () -> Prepared.headersOnly(Map.of()),
                Deadline.in(Duration.ofSeconds(20), Duration.ofSeconds(20)),
                false);
        try {
            return http.open(request)
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> answer.body(10).toCompletionStage())
                    .join()
                    .toString();
        } catch (CompletionException failed) {
            return ((FailureException) failed.getCause()).code().name();
        }
    }

    @Test
    void insecureTakesAnyCertificate() {
        MinerHttp http = client("insecure");
        assertThat(outcome(http, first, "a")).isEqualTo("{}");
        assertThat(outcome(http, second, "a")).isEqualTo("{}");
        http.close();
    }

    @Test
    void systemRefusesACertificateThatNobodyVouchesFor() {
        MinerHttp http = client("system");
        assertThat(outcome(http, first, "a")).isEqualTo(Code.TLS.name());
        http.close();
    }

    @Test
    void pinRemembersTheFirstKeyOfAHotkeyAndRefusesAnother() {
        MinerHttp http = client("pin");
        assertThat(outcome(http, first, "a")).isEqualTo("{}");
        assertThat(outcome(http, first, "a")).isEqualTo("{}");
        assertThat(outcome(http, second, "a")).isEqualTo(Code.TLS.name());
        assertThat(outcome(http, second, "b")).isEqualTo("{}");
        http.close();
    }

    @Test
    void aPinSurvivesARestartInItsFileUntilItsLineIsDeleted() throws IOException {
        Path file = directory.resolve("certificates").resolve("pins");
        MinerHttp before = pinning(file);
        assertThat(outcome(before, first, "b")).isEqualTo("{}");
        assertThat(outcome(before, second, "a")).isEqualTo("{}");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
        before.close();
        assertThat(Files.readString(file)).matches("a [0-9a-f]{64}\nb [0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        MinerHttp after = pinning(file);
        assertThat(outcome(after, first, "b")).isEqualTo("{}");
        assertThat(outcome(after, second, "b")).isEqualTo(Code.TLS.name());
        after.close();

        Files.write(file, Files.readAllLines(file).subList(0, 1));
        MinerHttp forgetful = pinning(file);
        assertThat(outcome(forgetful, second, "b")).isEqualTo("{}");
        assertThat(outcome(forgetful, first, "a")).isEqualTo(Code.TLS.name());
        forgetful.close();
    }

    @Test
    void aFileOfPinsThatCannotBeTrustedIsNotUsed() throws IOException {
        Path file = directory.resolve("open-pins");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThatIllegalStateException().isThrownBy(() -> pinning(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String text : new String[] {"a\n", "a 00\n", "\n", "a " + "0".repeat(64) + " b\n"}) {
            Files.writeString(file, text);
            assertThatIllegalStateException().isThrownBy(() -> pinning(file));
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsTls() throws IOException {
        MinerHttp http = client("insecure");
        try (RawServer server = new RawServer(connection -> connection.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(outcome(http, server.port(), "a")).isEqualTo(Code.TLS.name());
        }
        http.close();
    }

    @Test
    void aHandshakeThatDoesNotEndIsAConnectTimeout() throws IOException {
        MinerHttp http = client("insecure", "1s");
        try (RawServer server = new RawServer(RawServer.Connection::waitForEnd)) {
            assertThat(outcome(http, server.port(), "a")).isEqualTo(Code.TIMEOUT_CONNECT.name());
        }
        http.close();
    }
}
