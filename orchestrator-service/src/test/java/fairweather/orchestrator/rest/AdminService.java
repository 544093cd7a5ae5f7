package fairweather.orchestrator.rest;

import com.sun.net.httpserver.HttpServer;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the service under test needs: an empty database, and something that answers as the gateway does. */
public class AdminService implements QuarkusTestResourceLifecycleManager {
    private HttpServer gateway;

    @Override
    public Map<String, String> start() {
        FairweatherDatabase database = TestDatabase.shared().freshDatabase();
        gateway = gateway();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.datasource.username", database.appUser());
        settings.put("quarkus.datasource.password", database.appPassword());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.flyway.username", database.ownerUser());
        settings.put("quarkus.flyway.password", database.ownerPassword());
        settings.put("fairweather.internal-token", "a-secret-of-the-services");
        settings.put(
                "fairweather.gateway.url",
                "http://127.0.0.1:" + gateway.getAddress().getPort());
        settings.put("fairweather.background.enabled", "false");
        return settings;
    }

    private static HttpServer gateway() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] identity = "{\"hotkey\":\"validator-hotkey\"}".getBytes(StandardCharsets.UTF_8);
            server.createContext("/internal/v1/identity", exchange -> {
                exchange.sendResponseHeaders(200, identity.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(identity);
                }
            });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        gateway.stop(0);
    }
}
