package fairweather.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The whole effective configuration of a run, kept in its row: no task reads configuration from anywhere else.
 *
 * @param mode whose rules the run is scored by
 * @param weightRule row weights, {@code cos-1} or {@code cell-area-1}
 * @param levelRule how the skill of a variable's levels is joined; mode parity has its own way, and none but pooled
 * @param testMode short retry bases, so that a run can be watched
 * @param referenceSource name of the configured source of analyses, truth and climatology
 * @param variables what ERA5 scores, with levels in hPa
 * @param day1Keys what Day 1 scores
 * @param day1LeadHours leads scored against the GFS analysis, h
 * @param era5LeadHours leads scored against ERA5, h
 * @param era5Delay how long after its valid time a truth can first exist, including the buffer
 * @param era5Check how long to wait before asking again for a truth that does not exist yet
 * @param era5GiveUp how long after max(due, run created) a truth is waited for
 * @param abandonAfter how long after max(due(last lead), run created) a run is abandoned
 * @param pollInterval time between two polls of a miner
 * @param maxPolls how many polls a miner gets
 * @param pollWall the longest time from acceptance to readiness, without our own outages
 * @param freezeWindow how long after readiness a manifest may be frozen
 */
public record RunConfig(
        ScoringMode mode,
        String weightRule,
        LevelRule levelRule,
        boolean testMode,
        String referenceSource,
        List<VariableLevels> variables,
        List<VariableLevels> day1Keys,
        List<Integer> day1LeadHours,
        List<Integer> era5LeadHours,
        Duration era5Delay,
        Duration era5Check,
        Duration era5GiveUp,
        Duration abandonAfter,
        Duration pollInterval,
        int maxPolls,
        Duration pollWall,
        Duration freezeWindow) {

    /** The leads that the statistics have columns for. */
    public static final List<Integer> LEAD_COLUMNS = List.of(24, 48, 72, 96, 120, 144, 168, 192, 216, 240);

    /** The rules by which rows can be weighted. */
    public static final List<String> WEIGHT_RULES = List.of("cos-1", "cell-area-1");

    public RunConfig {
        variables = List.copyOf(variables);
        day1Keys = List.copyOf(day1Keys);
        day1LeadHours = List.copyOf(day1LeadHours);
        era5LeadHours = List.copyOf(era5LeadHours);
        if (!WEIGHT_RULES.contains(weightRule)) {
            throw new IllegalArgumentException("weight_rule must be one of " + WEIGHT_RULES + ", not " + weightRule);
        }
        if (mode == ScoringMode.PARITY && levelRule != LevelRule.POOLED) {
            throw new IllegalArgumentException("level_rule " + levelRule.word() + " is for mode strict");
        }
        if (!era5LeadHours.equals(LEAD_COLUMNS)) {
            throw new IllegalArgumentException("era5_lead_hours must be " + LEAD_COLUMNS + ", not " + era5LeadHours);
        }
        if (variables.isEmpty() || day1Keys.isEmpty() || day1LeadHours.isEmpty() || maxPolls < 1) {
            throw new IllegalArgumentException(
                    "a run needs at least one variable, one Day-1 variable, one Day-1 lead and one poll");
        }
        Duration polling = pollInterval.multipliedBy(maxPolls);
        if (polling.plusMinutes(10).compareTo(freezeWindow) > 0) {
            throw new IllegalArgumentException("max_polls x poll_interval + 10 min (" + polling.plusMinutes(10)
                    + ") exceeds the freeze window " + freezeWindow);
        }
    }

    /** The instant from which a lead may be scored against ERA5. */
    public Instant due(Instant initTime, int leadHours) {
        return initTime.plus(Duration.ofHours(leadHours)).plus(era5Delay);
    }

    public static RunConfig fromJson(JsonObject json) {
        return new RunConfig(
                ScoringMode.of(json.getString("mode")),
                json.getString("weight_rule"),
                LevelRule.of(json.getString("level_rule", LevelRule.POOLED.word())),
                json.getBoolean("test_mode"),
                json.getString("reference_source"),
                VariableLevels.list(json.getJsonArray("variables")),
                VariableLevels.list(json.getJsonArray("day1_keys")),
                hours(json, "day1_lead_hours"),
                hours(json, "era5_lead_hours"),
                Duration.ofHours(json.getLong("era5_delay_hours") + json.getLong("era5_buffer_hours")),
                Duration.ofSeconds(json.getLong("era5_check_seconds")),
                Duration.ofDays(json.getLong("era5_give_up_days")),
                Duration.ofDays(json.getLong("abandon_days")),
                Duration.ofSeconds(json.getLong("poll_interval_seconds")),
                json.getInteger("max_polls"),
                Duration.ofSeconds(json.getLong("poll_wall_seconds")),
                Duration.ofSeconds(json.getLong("freeze_window_seconds")));
    }

    private static List<Integer> hours(JsonObject json, String key) {
        JsonArray array = json.getJsonArray(key);
        return array.stream().map(hour -> ((Number) hour).intValue()).toList();
    }
}
