package fairweather.miner.client;

import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import java.util.Map;

/** The settings of tests that speak plain HTTP with servers on loopback. */
final class PlainHttp {
    private PlainHttp() {}

    static MinerSettings settings() {
        return Settings.of(Map.of("fairweather.miner.scheme", "http", "fairweather.miner.timeout.connect", "500ms"));
    }
}
