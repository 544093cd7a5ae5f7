package fairweather.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A configured variable with its pressure levels in hPa; no levels for a surface variable.
 *
 * @param name the short name, for example {@code 10u}
 */
public record VariableLevels(String name, List<Integer> levels) {
    public VariableLevels {
        levels = List.copyOf(levels);
    }

    /** Each level once, or a single null for a surface variable. */
    public List<Integer> levelsOrSurface() {
        if (levels.isEmpty()) {
            List<Integer> surface = new ArrayList<>();
            surface.add(null);
            return surface;
        }
        return levels;
    }

    static List<VariableLevels> list(JsonArray array) {
        return array.stream()
                .map(JsonObject.class::cast)
                .map(v -> new VariableLevels(
                        v.getString("name"),
                        v.getJsonArray("levels", new JsonArray()).stream()
                                .map(level -> ((Number) level).intValue())
                                .toList()))
                .toList();
    }
}
