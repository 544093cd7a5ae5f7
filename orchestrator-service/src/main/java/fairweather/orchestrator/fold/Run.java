package fairweather.orchestrator.fold;

import fairweather.run.RunConfig;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A run with what the fold needs of it.
 *
 * @param forecastRunId the run's public name
 * @param counts whether its series enters the miners' statistics
 * @param byCalendar whether its series is opened by a calendar, and its weather was not known by then
 * @param trace the trace parent of its opening, or null
 */
public record Run(
        int id,
        RunStatus status,
        RunConfig config,
        Instant initTime,
        Instant created,
        String validatorHotkey,
        String forecastRunId,
        String forecastType,
        JsonObject inputSources,
        boolean counts,
        boolean byCalendar,
        String trace) {}
