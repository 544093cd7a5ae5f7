package fairweather.reference.object;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** What all stores of one client share: its connections, the hosts' paces, time, luck, and who hears of transfers. */
final class HttpCalls implements AutoCloseable {
    private static final double LEAST_JITTER = 0.75;
    private static final double MOST_JITTER = 1.25;

    private final HttpSettings settings;
    private final Timing timing;
    private final RandomGenerator luck;
    private final Transfers transfers;
    private final HttpClient client;
    private final Map<String, HostPace> paces = new ConcurrentHashMap<>();

    HttpCalls(HttpSettings settings, Timing timing, RandomGenerator luck, Transfers transfers) {
        this.settings = settings;
        this.timing = timing;
        this.luck = luck;
        this.transfers = transfers;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(settings.patience().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    HttpSettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
    }

    HostPace pace(Origin origin) {
        return paces.computeIfAbsent(
                origin.authority(), host -> new HostPace(host, settings.limits(host), settings.patience(), timing));
    }

    Exchange exchange(Subject subject, Reception reception) {
        return new Exchange(client, settings.patience(), timing, subject, reception);
    }

    /** Before the attempt after this one. */
    Duration backoff(int attempt) {
        double jitter;
        synchronized (luck) {
            jitter = luck.nextDouble(LEAST_JITTER, MOST_JITTER);
        }
        return Duration.ofNanos((long) (settings.patience().backoff().toNanos() * Math.scalb(jitter, attempt - 1)));
    }

    void ended(Transfer transfer) {
        transfers.ended(transfer);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
