package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One field of a forecast with everything that was found out about it. */
@Schema(description = "One field of a forecast with everything that was found out about it")
public record ComponentView(
        long id,

        @Schema(enumeration = {"day1", "era5"}) String scoreType,

        int leadHours,
        Instant validTime,
        String variable,

        @Schema(description = "hPa", nullable = true) Integer level,

        String mode,
        String weightRule,
        String truthTier,

        @Schema(description = "Whether the field counts") boolean scored,

        @Schema(description = "Why it does not count", nullable = true)
        String absenceCode,

        @Schema(nullable = true) String absenceReason,

        @Schema(description = "The numbers that are defined, by their names")
        Map<String, Double> metrics,

        @Schema(description = "Why the others are not, by their names", nullable = true)
        Map<String, Object> undefined,

        @Schema(description = "What whoever reads the score should know; changes no score")
        List<String> flags,

        @Schema(description = "What the field looks like if it is not what its metadata say", nullable = true)
        Map<String, Object> diagnosis,

        @Schema(description = "The partial sums of all regions in their documented order", nullable = true)
        List<Double> sums,

        @Schema(description = "Whether the response failed later, so that this counts no more")
        boolean voided) {

    /** The columns that are shown as metrics. */
    static final List<String> METRICS = List.of(
            "coverage",
            "rmse",
            "mse",
            "bias",
            "mae",
            "acc",
            "acc_uncentred",
            "skill_score",
            "skill_score_gfs",
            "skill_score_climatology",
            "rrmse",
            "activity_ratio",
            "mse_climatology",
            "mse_reference",
            "mse_best_blend",
            "added_value",
            "equal_share",
            "pattern_correlation",
            "clone_distance",
            "clone_penalty",
            "quality_penalty",
            "weighted_score",
            "variable_weight");

    static ComponentView of(Row row) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String name : METRICS) {
            Double value = row.getDouble(name);
            if (value != null) {
                metrics.put(name, value);
            }
        }
        Double[] sums = row.getArrayOfDoubles("sums");
        return new ComponentView(
                row.getLong("id"),
                row.getString("score_type"),
                row.getInteger("lead_hours"),
                Columns.instant(row, "valid_time_utc"),
                row.getString("variable_name"),
                row.getInteger("pressure_level"),
                row.getString("mode"),
                row.getString("weight_rule"),
                row.getString("truth_tier"),
                row.getBoolean("scored"),
                row.getString("absence_code"),
                row.getString("absence_reason"),
                metrics,
                Columns.json(row, "undefined_reasons"),
                List.of(row.getArrayOfStrings("flags")),
                Columns.json(row, "diagnosis"),
                sums == null ? null : List.of(sums),
                row.getBoolean("voided"));
    }
}
