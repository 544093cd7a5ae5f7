package fairweather.orchestrator.calendar;

import fairweather.run.RunConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run takes over from its series.
 *
 * @param config the configuration of its runs
 * @param counts whether its runs enter the miners' statistics
 * @param replay whether its runs are a replay's
 */
public record Series(String name, JsonObject config, boolean counts, boolean replay) {
    /** Of the table {@code series}, which is s. */
    public static final String COLUMNS =
            "s.name, s.run_config, s.counts, EXISTS (SELECT FROM replays r WHERE r.name = s.name) AS is_replay";

    public static Series of(Row row) {
        return new Series(
                row.getString("name"),
                row.getJsonObject("run_config"),
                row.getBoolean("counts"),
                row.getBoolean("is_replay"));
    }

    /** The series that replays the cycles of another, from another source if that is not null. */
    public static Series replaying(String name, JsonObject config, String referenceSource) {
        JsonObject own = Hindcast.removedFrom(config);
        if (referenceSource != null) {
            own.put("reference_source", referenceSource);
        }
        return new Series(name, own, false, true);
    }

    /** Why no run can be opened with this configuration; empty if one can. */
    public Optional<String> contradiction() {
        try {
            RunConfig.fromJson(config);
            if (hindsight() && counts) {
                return Optional.of("it counts, but its miners could know the weather that they forecast: "
                        + "a hindcast or a replay must not count");
            }
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    /** Whether the weather of its runs is known when they are opened. */
    boolean hindsight() {
        return hindcast().shifts() || replay;
    }

    /** The cycle that is forecast when this one is asked for. */
    Instant cycle(Instant nominal) {
        return hindcast().cycle(nominal);
    }

    Hindcast hindcast() {
        return Hindcast.of(config);
    }
}
