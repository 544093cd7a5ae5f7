package fairweather.scoring.rig;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;

/** What two component rows must have in common to be the same score. */
public final class ComponentNumbers {
    private ComponentNumbers() {}

    /** All numbers of a component row but identity and durations, the doubles as their bits. */
    public static List<Object> of(Row row) {
        return List.of(
                        "lead_hours",
                        "variable_name",
                        "scored",
                        "coverage",
                        "sums",
                        "rmse",
                        "mse",
                        "bias",
                        "mae",
                        "acc",
                        "skill_score",
                        "skill_score_climatology",
                        "rrmse",
                        "activity_ratio",
                        "weighted_score",
                        "variable_weight")
                .stream()
                .map(row::getValue)
                .map(value -> value instanceof Double[] sums ? Arrays.asList(sums) : value)
                .toList();
    }
}
