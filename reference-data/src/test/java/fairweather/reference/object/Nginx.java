package fairweather.reference.object;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A real web server with TLS and HTTP/2, which gives {@code www} of a directory. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final char[] PASSWORD = "certificate".toCharArray();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            error_log error.log;
            events {}
            http {
                log_format line '$server_protocol $request_method $uri $status $http_authorization';
                access_log access.log line;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:PORT ssl http2;
                    ssl_certificate certificate.pem;
                    ssl_certificate_key key.pem;
                    root www;
                    location /whole/ { alias www/; max_ranges 0; }
                }
            }
            """;

    private final Path directory;
    private final int port;
    private final KeyStore keys;
    private final Process process;

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    Nginx(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        this.keys = certificate(directory.resolve("keys.p12"));
        pem("certificate.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        String configuration =
                CONFIGURATION.replace("PORT", String.valueOf(port)).replace(" www", " " + directory.resolve("www"));
        Files.writeString(directory.resolve("nginx.conf"), configuration);
        // Its workers are somebody else if this is root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.process = start(PROGRAM.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log");
        awaitPort();
    }

    private static KeyStore certificate(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private void pem(String name, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                directory.resolve(name), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private void awaitPort() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!listens()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() - start > PATIENCE) {
                close();
                throw new IOException("nginx does not start: " + Files.readString(directory.resolve("output")));
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    String url() {
        return "https://localhost:" + port;
    }

    List<String> log() throws IOException {
        return Files.readAllLines(directory.resolve("access.log"));
    }

    /** Answers are written down after they were given. */
    boolean logs(String line) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE) {
            if (log().contains(line)) {
                return true;
            }
            Thread.yield();
        }
        return false;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
