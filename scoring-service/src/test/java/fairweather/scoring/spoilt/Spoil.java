package fairweather.scoring.spoilt;

import java.util.LinkedHashMap;
import java.util.Map;

/** One way to spoil a sound forecast. */
@FunctionalInterface
interface Spoil {
    void of(SoundForecast forecast);

    /** Every way by its name in docs/spoilt-forecasts.md. */
    static Map<String, Spoil> all() {
        Map<String, Spoil> all = new LinkedHashMap<>();
        all.putAll(SpoiltValues.ALL);
        all.putAll(SpoiltAxes.ALL);
        all.putAll(SpoiltStatements.ALL);
        all.putAll(SpoiltLayouts.ALL);
        all.putAll(SpoiltBytes.ALL);
        all.putAll(SpoiltByPython.ALL);
        return all;
    }
}
