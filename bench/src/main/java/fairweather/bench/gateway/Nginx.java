package fairweather.bench.gateway;

import fairweather.bench.Machine;
import fairweather.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An nginx of our own: its configuration, its files and its processes are gone with it. */
final class Nginx implements AutoCloseable {
    private final Process process;

    /**
     * @param servers what stands in the {@code http} block besides what every server needs
     * @param port answers on the loopback address once it runs
     */
    Nginx(String program, Path directory, String servers, int port) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configuration(directory, servers));
        ProcessBuilder builder = new ProcessBuilder(ChildProcess.bound(
                "TERM",
                List.of(
                        program,
                        "-p",
                        directory.toString(),
                        "-e",
                        directory.resolve("error.log").toString(),
                        "-c",
                        configuration.toString())));
        this.process =
                ChildProcess.start(builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT));
        awaitPort(directory, port);
    }

    private static String configuration(Path directory, String servers) {
        String user = System.getProperty("user.name");
        return """
                daemon off;
                %s
                worker_processes auto;
                pid %s/nginx.pid;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_timeout 65;
                    keepalive_requests 1000000000;
                    default_type application/octet-stream;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    %s
                }
                """.formatted(user.equals("root") ? "user root;" : "", directory, servers);
    }

    private void awaitPort(Path directory, int port) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nginx does not start: "
                        + Files.readString(directory.resolve("error.log")).strip());
            }
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                continue;
            }
        }
        throw new IllegalStateException("nginx does not answer on port " + port);
    }

    static String version(String program) {
        return Machine.said(program, "-v").replace("nginx version: ", "");
    }

    /** The process whose children do the work. */
    long pid() {
        // Where util-linux starts it, its own process replaces theirs.
        return process.pid();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().join();
    }
}
