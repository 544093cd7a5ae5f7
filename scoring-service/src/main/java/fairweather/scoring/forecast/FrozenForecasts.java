package fairweather.scoring.forecast;

import fairweather.scoring.store.ManifestStore;
import java.time.Instant;

/** Opens the frozen forecasts of responses. */
public final class FrozenForecasts {
    private final ManifestStore manifests;
    private final Gateway gateway;

    public FrozenForecasts(ManifestStore manifests, Gateway gateway) {
        this.manifests = manifests;
        this.gateway = gateway;
    }

    /** Fetches the metadata; throws as {@link Forecast} does. */
    public Forecast open(int responseId, Instant initTime) {
        return Forecast.open(manifests.manifest(responseId), gateway.objects(responseId), initTime);
    }
}
