package fairweather.orchestrator.rest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that works, and a gateway whose miners never answer. */
public class HangingMiners extends AdminService {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer gateway;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        try {
            gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        gateway.setExecutor(threads);
        // An exchange that nobody closes is never answered.
        gateway.createContext("/", exchange -> exchange.getRequestBody().readAllBytes());
        gateway.start();
        settings.put(
                "fairweather.gateway.url",
                "http://127.0.0.1:" + gateway.getAddress().getPort());
        settings.put("fairweather.background.enabled", "true");
        settings.put("fairweather.calendar.enabled", "false");
        settings.put("fairweather.drain.grace", "200ms");
        return settings;
    }

    @Override
    public void stop() {
        gateway.stop(0);
        threads.shutdownNow();
        super.stop();
    }
}
