package fairweather.scoring.component;

import fairweather.scoring.forecast.Measured;
import fairweather.scoring.metric.MetricName;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The root mean square length of the wind's error vector, √(mse_u + mse_v), where both components count. */
final class WindError {
    private record Pair(String east, String north, String height) {}

    private static final List<Pair> WINDS =
            List.of(new Pair("10u", "10v", "10m"), new Pair("100u", "100v", "100m"), new Pair("u", "v", ""));

    private WindError() {}

    /** In m/s by height: {@code 10m}, {@code 100m}, or the level in hPa; empty if no wind is complete. */
    static JsonObject of(List<Measured> lead) {
        JsonObject errors = new JsonObject();
        for (Pair wind : WINDS) {
            for (Measured east : lead) {
                if (counts(east, wind.east())) {
                    Integer level = east.inputs().level();
                    partner(lead, wind.north(), level)
                            .ifPresent(north -> errors.put(
                                    level == null ? wind.height() : level.toString(),
                                    Math.sqrt(meanSquare(east) + meanSquare(north))));
                }
            }
        }
        return errors;
    }

    private static Optional<Measured> partner(List<Measured> lead, String variable, Integer level) {
        return lead.stream()
                .filter(one ->
                        counts(one, variable) && Objects.equals(one.inputs().level(), level))
                .findFirst();
    }

    private static boolean counts(Measured one, String variable) {
        return one.counts() && one.inputs().variable().equals(variable);
    }

    private static double meanSquare(Measured one) {
        return one.metrics().get(MetricName.MSE).value();
    }
}
