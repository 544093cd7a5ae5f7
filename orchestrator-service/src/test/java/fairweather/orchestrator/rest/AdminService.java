package fairweather.orchestrator.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairweather.forecast.evidence.Attestation;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What the service under test needs: an empty database, and something that answers as the gateway does. */
public class AdminService implements QuarkusTestResourceLifecycleManager {
    static final Signer VALIDATOR = Ed25519.signer(new byte[Ed25519.SEED_BYTES]);

    /** Whether the gateway refuses to sign. */
    static volatile boolean gatewayIsAway;

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
            server.createContext("/internal/v1/attest", AdminService::attest);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void attest(HttpExchange exchange) throws IOException {
        String sha256 = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .getString("sha256");
        byte[] signature = VALIDATOR.sign(Attestation.text(sha256));
        JsonObject signed = new JsonObject()
                .put("scheme", "ed25519")
                .put("address", VALIDATOR.address())
                .put("signature_base64", Base64.getEncoder().encodeToString(signature));
        byte[] reply = signed.encode().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(gatewayIsAway ? 503 : 200, reply.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(reply);
        }
    }

    @Override
    public void stop() {
        gateway.stop(0);
    }
}
