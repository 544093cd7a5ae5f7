package fairweather.scoring.forecast;

import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.memory.Allowance;
import fairweather.scoring.store.ManifestStore;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Opens the frozen forecasts of responses. */
public final class FrozenForecasts {
    private static final Logger LOG = Logger.getLogger(FrozenForecasts.class);

    private final ManifestStore manifests;
    private final Gateway gateway;
    private final Duration leadLimit;
    private final Workplace workplace;

    /** @param leadLimit the longest time for reading one ERA5 lead, or all of Day 1, of one response */
    public FrozenForecasts(ManifestStore manifests, Gateway gateway, Duration leadLimit, Workplace workplace) {
        this.manifests = manifests;
        this.gateway = gateway;
        this.leadLimit = leadLimit;
        this.workplace = workplace;
    }

    public Duration leadLimit() {
        return leadLimit;
    }

    /**
     * Fetches the metadata; throws as {@link Forecast} does. The time for reading begins.
     *
     * @param trace W3C trace parent of the work, or null
     * @param memory that the work may use
     * @param requireWanted called now and then while reading; throws if the job is no longer ours
     */
    public Forecast open(int responseId, String trace, Instant initTime, Allowance memory, Runnable requireWanted) {
        BoundedObjects objects = new BoundedObjects(
                gateway.objects(responseId, trace),
                leadLimit,
                Caps.DEFAULT.response(),
                requireWanted,
                System::nanoTime);
        VerifyingReader verified = new VerifyingReader(
                manifests.manifest(responseId),
                objects,
                key -> LOG.warnf("response_id=%d object=%s: wrong once, right when read again", responseId, key));
        return new Forecast(workplace.open(verified, initTime, memory), objects);
    }
}
