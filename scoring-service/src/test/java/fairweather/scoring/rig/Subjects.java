package fairweather.scoring.rig;

import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import fairweather.scoring.component.Subject;
import fairweather.scoring.store.Response;
import fairweather.scoring.store.Run;
import io.vertx.core.json.JsonObject;

/** A run of the two winds and a response to it, without a database. */
public final class Subjects {
    private static final String CONFIG = """
            {"mode": "strict", "weight_rule": "cos-1", "test_mode": true, "reference_source": "demo",
             "variables": [{"name": "10u"}, {"name": "10v"}], "day1_keys": [{"name": "10u"}, {"name": "10v"}],
             "day1_lead_hours": [12], "era5_lead_hours": [24, 48, 72, 96, 120, 144, 168, 192, 216, 240],
             "era5_delay_hours": 0, "era5_buffer_hours": 0, "era5_check_seconds": 5, "era5_give_up_days": 7,
             "abandon_days": 10, "poll_interval_seconds": 2, "max_polls": 20, "poll_wall_seconds": 900,
             "freeze_window_seconds": 7200}
            """;

    private Subjects() {}

    public static RunConfig config() {
        return RunConfig.fromJson(new JsonObject(CONFIG));
    }

    public static Subject subject() {
        return subject(new JsonObject());
    }

    /** @param changes of the configuration */
    public static Subject subject(JsonObject changes) {
        RunConfig config = RunConfig.fromJson(new JsonObject(CONFIG).mergeIn(changes));
        return new Subject(
                new Run(1, Archive.START, config, 1, null),
                new Response(1, 1, 0, "hotkey-0", ResponseStatus.FORECAST_READY));
    }
}
