package fairweather.orchestrator.task;

import com.sun.net.httpserver.HttpServer;
import fairweather.orchestrator.gateway.GatewayClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A gateway that answers every call with the same words. */
final class StubGateway implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private volatile int status;
    private volatile String body;

    StubGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            traces.add(exchange.getRequestHeaders().getFirst("traceparent"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    StubGateway says(int code, String words) {
        status = code;
        body = words;
        return this;
    }

    List<String> asked() {
        return asked;
    }

    /** The trace parent of each call; null for a call without one. */
    List<String> traces() {
        return traces;
    }

    GatewayClient client() {
        return new GatewayClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "Bearer secret",
                new SplittableRandom(7));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
