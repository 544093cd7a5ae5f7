package fairweather.scoring.forecast;

import fairweather.forecast.zarr.ObjectReader;
import fairweather.trace.TraceParent;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Where the miner gateway is and how it is asked.
 *
 * @param spans gives each request the id of its span
 * @param authorization the header that bears the services' secret
 * @param limit the longest time for one object; longer than the gateway itself allows the miner
 * @param clock dates what is read, for people
 */
public record Gateway(
        HttpClient http, URI base, String authorization, RandomGenerator spans, Duration limit, InstantSource clock) {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    public static Gateway at(URI base, String authorization, RandomGenerator spans, Duration limit) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        return new Gateway(http, base, authorization, spans, limit, InstantSource.system());
    }

    /**
     * The frozen store of a response; nothing of it is checked here.
     *
     * @param trace W3C trace parent of the work that wants them, or null
     */
    public ObjectReader objects(int responseId, String trace) {
        return new GatewayObjects(this, responseId, TraceParent.parse(trace));
    }
}
