package fairweather.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairweather.orchestrator.gateway.GatewayClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A gateway whose miners do what the script says; without a script each accepts at once, is done at the first poll and
 * has a manifest to freeze.
 */
public final class ScriptedGateway implements AutoCloseable {
    private static final String PATH = "/internal/v1/responses/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, IntFunction<JsonObject>> script = new ConcurrentHashMap<>();

    public ScriptedGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        server.createContext(PATH, this::handle);
        server.setExecutor(threads);
        server.start();
        answers();
    }

    /** Forgets the script and what was asked. */
    public void answers() {
        script.put("initiate", id -> accepted("job-" + id));
        script.put("poll", id -> polled("done"));
        script.put("freeze", ScriptedGateway::frozen);
        asked.clear();
    }

    /** @param how what a miner does, by the id of its response */
    public void on(String operation, IntFunction<JsonObject> how) {
        script.put(operation, how);
    }

    /** Everything asked so far, such as {@code poll 7}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public long asked(String call) {
        return asked.stream().filter(call::equals).count();
    }

    public static JsonObject accepted(String jobId) {
        return new JsonObject().put("result", "accepted").put("job_id", jobId).put("latency_ms", 5);
    }

    public static JsonObject polled(String result) {
        return new JsonObject().put("result", result).put("word", result).put("latency_ms", 5);
    }

    public static JsonObject failed(String code) {
        return new JsonObject()
                .put("result", "failed")
                .put("code", code)
                .put("detail", "told by the script")
                .put("latency_ms", 9);
    }

    public static JsonObject frozen(int responseId) {
        Base64.Encoder encoder = Base64.getEncoder();
        return new JsonObject()
                .put("result", "frozen")
                .put("manifest_hash", "ab".repeat(32))
                .put("metadata_gzip_base64", encoder.encodeToString(new byte[] {4}))
                .put("scheme", "ed25519")
                .put("manifest_gzip_base64", encoder.encodeToString(new byte[] {1, 2, 3}))
                .put("signature_base64", encoder.encodeToString(new byte[64]))
                .put("signer", "hotkey")
                .put("store_path", "/forecasts/" + responseId + ".zarr")
                .put("file_count", 3)
                .put("latency_ms", 15);
    }

    public GatewayClient client() {
        return new GatewayClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "Bearer secret",
                new SplittableRandom(7));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] parts =
                exchange.getRequestURI().getPath().substring(PATH.length()).split("/");
        asked.add(parts[1] + " " + parts[0]);
        byte[] body =
                script.get(parts[1]).apply(Integer.parseInt(parts[0])).encode().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
