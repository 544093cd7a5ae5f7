package fairweather.scoring.forecast;

import fairweather.forecast.zarr.ObjectReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Where the miner gateway is and how it is asked.
 *
 * @param authorization the header that bears the services' secret
 * @param limit the longest time for one object; longer than the gateway itself allows the miner
 */
public record Gateway(HttpClient http, URI base, String authorization, Duration limit) {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    public static Gateway at(URI base, String authorization, Duration limit) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        return new Gateway(http, base, authorization, limit);
    }

    /** The frozen store of a response; nothing of it is checked here. */
    public ObjectReader objects(int responseId) {
        return new GatewayObjects(this, responseId);
    }
}
