package fairweather.bench.gateway;

import fairweather.postgres.FairweatherDatabase;
import fairweather.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as it is deployed, a process of its own. */
final class GatewayProcess implements AutoCloseable {
    static final String TOKEN = "the benchmark's secret";

    private final Process process;
    private final int port;

    /** @param jvm options of its JVM */
    GatewayProcess(Path directory, FairweatherDatabase database, int port, String scheme, List<String> jvm)
            throws IOException, InterruptedException {
        this.port = port;
        Path root = Path.of(System.getProperty("fairweather.root", "."));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-Duser.timezone=UTC",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.reactive.url=" + database.reactiveUrl(),
                "-Dquarkus.datasource.username=" + database.appUser(),
                "-Dfairweather.miner.scheme=" + scheme,
                "-Dfairweather.miner.network.allow=127.0.0.0/8",
                // More is read again and again here than a run reads of a forecast.
                "-Dfairweather.miner.budget.response-bytes=0",
                "-Dfairweather.validator.key-file=" + directory.resolve("validator.key"),
                "-jar",
                root.resolve("miner-gateway-service/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        Path log = directory.resolve("gateway.log");
        ProcessBuilder builder = new ProcessBuilder(ChildProcess.bound("TERM", command));
        builder.environment().put("FAIRWEATHER_INTERNAL_TOKEN", TOKEN);
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", database.appPassword());
        this.process = ChildProcess.start(builder.redirectErrorStream(true).redirectOutput(log.toFile()));
        awaitReady(log);
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int attempt = 0; attempt < 300; attempt++) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("the gateway does not start:\n" + Files.readString(log));
                }
                if (ready(client, question)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("the gateway is not ready:\n" + Files.readString(log));
    }

    private static boolean ready(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().join();
    }
}
