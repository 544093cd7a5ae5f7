package fairweather.gateway.client;

import fairweather.gateway.config.MinerSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings as the service reads them, from given properties alone. */
public final class Settings {
    private Settings() {}

    public static MinerSettings of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(MinerSettings.class)
                .build()
                .getConfigMapping(MinerSettings.class);
    }

    /** Plain HTTP. */
    public static MinerSettings http() {
        return of(Map.of("fairweather.miner.scheme", "http", "fairweather.miner.timeout.connect", "500ms"));
    }
}
