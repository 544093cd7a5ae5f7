package fairweather.deploy.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** Looks at one service's health and metrics; a service that does not answer is a value, not an error. */
public final class Probe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String BLOCKED = "fairweather_event_loop_blocked_total";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final URI base;
    private boolean seen;
    private long before;
    private long current;

    public Probe(URI base) {
        this.base = base;
    }

    public boolean ready() {
        HttpResponse<String> response = get("/q/health/ready");
        return response != null && response.statusCode() == 200;
    }

    /**
     * How often an event loop was blocked, over all incarnations of the service as far as they were looked at; empty
     * if the service never told.
     */
    public OptionalLong eventLoopBlocks() {
        OptionalLong now = counter(BLOCKED);
        if (now.isPresent()) {
            // A counter that falls belongs to a new incarnation.
            before += now.getAsLong() < current ? current : 0;
            current = now.getAsLong();
            seen = true;
        }
        return seen ? OptionalLong.of(before + current) : OptionalLong.empty();
    }

    /** A counter of the present incarnation by its name in the metrics, summed over its tags; empty if it does not tell. */
    public OptionalLong counter(String name) {
        HttpResponse<String> response = get("/q/metrics");
        return response == null || response.statusCode() != 200 ? OptionalLong.empty() : sum(response.body(), name);
    }

    private static OptionalLong sum(String metrics, String name) {
        double[] samples = metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('}') + 1)
                        .replace(name, "")
                        .strip()
                        .split(" ")[0]))
                .toArray();
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        return samples.length == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(sum));
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException silent) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
