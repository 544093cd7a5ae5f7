package fairweather.scoring.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairweather.forecast.key.ObjectKey;
import fairweather.trace.TraceParent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The gateway's byte proxy over HTTP: serves stores from memory, and can be told to have every trouble it can have. */
public final class StubGateway implements AutoCloseable {
    public static final String TOKEN = "the services' secret";

    private static final String PATH = "/internal/v1/responses/";

    /** What happens to requests for one object instead of the right answer. */
    @FunctionalInterface
    public interface Trouble {
        /** @return true if the exchange is dealt with */
        boolean meet(HttpExchange exchange, byte[] bytes) throws IOException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, Map<ObjectKey, byte[]>> stores = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;

    public StubGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
        begin();
    }

    private void begin() {
        server.createContext(PATH, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void serve(int responseId, Map<ObjectKey, byte[]> objects) {
        stores.put(responseId, objects);
    }

    public void trouble(int responseId, String key, Trouble trouble) {
        troubles.put(responseId + "/" + key, trouble);
    }

    public void noTrouble(int responseId, String key) {
        troubles.remove(responseId + "/" + key);
    }

    /** Requests for a response's objects in the order in which they came, for example {@code 10u/0.0.0?fresh=true}. */
    public List<String> requests(int responseId) {
        String start = PATH + responseId + "/objects/";
        return requests.stream()
                .filter(request -> request.startsWith(start))
                .map(request -> request.substring(start.length()))
                .toList();
    }

    /** The trace parents that came with requests, in their order. */
    public List<String> traces() {
        return List.copyOf(traces);
    }

    public void goDown() {
        server.stop(0);
    }

    public void comeBack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        begin();
    }

    public static Trouble problem(int status, String code) {
        return (exchange, bytes) -> {
            JsonObject problem = new JsonObject()
                    .put("type", "urn:fairweather:code:" + code)
                    .put("status", status)
                    .put("detail", "told by the gateway")
                    .put("code", code);
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            byte[] body = problem.encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            return true;
        };
    }

    /** The connection ends after half of the bytes. */
    public static Trouble brokenOff() {
        return (exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream body = exchange.getResponseBody();
            body.write(bytes, 0, bytes.length / 2);
            body.flush();
            exchange.close();
            return true;
        };
    }

    public static Trouble otherBytes(byte[] other) {
        return (exchange, bytes) -> {
            answer(exchange, other);
            return true;
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        traces.addAll(exchange.getRequestHeaders().getOrDefault(TraceParent.HEADER, List.of()));
        String[] parts =
                exchange.getRequestURI().getPath().substring(PATH.length()).split("/", 3);
        Map<ObjectKey, byte[]> store = stores.get(Integer.valueOf(parts[0]));
        byte[] bytes = store == null ? null : store.get(ObjectKey.of(parts[2]));
        Trouble trouble = troubles.get(parts[0] + "/" + parts[2]);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            problem(401, "VALIDATOR_INTERNAL").meet(exchange, bytes);
        } else if (trouble == null || !trouble.meet(exchange, bytes)) {
            if (bytes == null) {
                problem(404, "INTEGRITY_CHUNK_MISSING").meet(exchange, null);
            } else {
                answer(exchange, bytes);
            }
        }
    }

    private static void answer(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().add("Fairweather-Miner-Server", "a miner's");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
