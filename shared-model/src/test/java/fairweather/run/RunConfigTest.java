package fairweather.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunConfigTest {
    private static JsonObject config() {
        return new JsonObject("""
                {"mode": "strict", "weight_rule": "cos-1", "test_mode": true, "reference_source": "demo",
                 "variables": [{"name": "10u"}, {"name": "t", "levels": [500, 850]}], "day1_keys": [{"name": "10u"}],
                 "day1_lead_hours": [12], "era5_lead_hours": [24, 48, 72, 96, 120, 144, 168, 192, 216, 240],
                 "era5_delay_hours": 120, "era5_buffer_hours": 6, "era5_check_seconds": 5, "era5_give_up_days": 7,
                 "abandon_days": 10, "poll_interval_seconds": 2, "max_polls": 20, "poll_wall_seconds": 900,
                 "freeze_window_seconds": 7200}
                """);
    }

    @Test
    void a_configuration_is_read_from_the_runs_row() {
        RunConfig config = RunConfig.fromJson(config());

        assertThat(config.variables())
                .containsExactly(new VariableLevels("10u", List.of()), new VariableLevels("t", List.of(500, 850)));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.due(Instant.parse("2025-11-26T00:00:00Z"), 24))
                .isEqualTo(Instant.parse("2025-12-02T06:00:00Z"));
    }

    @Test
    void a_surface_variable_has_one_level_that_is_none() {
        RunConfig config = RunConfig.fromJson(config());

        assertThat(config.variables().getFirst().levelsOrSurface()).containsExactly((Integer) null);
        assertThat(config.variables().getLast().levelsOrSurface()).containsExactly(500, 850);
    }

    @Test
    void leads_without_a_column_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunConfig.fromJson(config().put("era5_lead_hours", new JsonArray(List.of(24, 36)))))
                .withMessageContaining("era5_lead_hours");
    }

    @Test
    void more_polling_than_the_freeze_window_allows_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunConfig.fromJson(config().put("poll_interval_seconds", 600)))
                .withMessageContaining("freeze window");
    }

    @Test
    void a_run_is_scored_by_strict_or_parity_with_one_of_two_weight_rules() {
        assertThat(RunConfig.fromJson(config()).mode()).isEqualTo(ScoringMode.STRICT);
        RunConfig other = RunConfig.fromJson(config().put("mode", "parity").put("weight_rule", "cell-area-1"));
        assertThat(other.mode()).isEqualTo(ScoringMode.PARITY);
        assertThat(other.weightRule()).isEqualTo("cell-area-1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunConfig.fromJson(config().put("mode", "lenient")))
                .withMessage("mode must be one of strict, parity, not lenient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunConfig.fromJson(config().put("weight_rule", "cos")))
                .withMessage("weight_rule must be one of [cos-1, cell-area-1], not cos");
    }

    @Test
    void levels_are_pooled_unless_the_configuration_says_clamped_mean() {
        assertThat(RunConfig.fromJson(config()).levelRule()).isEqualTo(LevelRule.POOLED);
        assertThat(RunConfig.fromJson(config().put("level_rule", "pooled")).levelRule())
                .isEqualTo(LevelRule.POOLED);
        assertThat(RunConfig.fromJson(config().put("level_rule", "clamped-mean"))
                        .levelRule())
                .isEqualTo(LevelRule.CLAMPED_MEAN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunConfig.fromJson(config().put("level_rule", "mean")))
                .withMessage("level_rule must be one of pooled, clamped-mean, not mean");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RunConfig.fromJson(config().put("mode", "parity").put("level_rule", "clamped-mean")))
                .withMessage("level_rule clamped-mean is for mode strict");
    }
}
