package fairweather.orchestrator.rest;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/** Reads columns as the types of the API. */
final class Columns {
    private Columns() {}

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static Map<String, Object> json(Row row, String column) {
        JsonObject json = row.getJsonObject(column);
        return json == null ? null : json.getMap();
    }
}
