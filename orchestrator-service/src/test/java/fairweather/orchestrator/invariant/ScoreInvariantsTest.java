package fairweather.orchestrator.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I-09 to I-13: what holds of scores. */
class ScoreInvariantsTest extends InvariantTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "era5_combined_score = 0.06 WHERE miner_uid = 0 AND era5_completeness = 0.1",
                "era5_completeness = 0.2 WHERE miner_uid = 0 AND era5_completeness = 0.1",
                "era5_combined_score = NULL WHERE miner_uid = 1",
                "era5_combined_score = NULL WHERE miner_uid = 2",
                "era5_completeness = 0 WHERE miner_uid = 3",
                "era5_leads = jsonb_set(era5_leads, '{24,components}', '0') WHERE miner_uid = 1"
            })
    void i09_a_wrong_rollup_is_reported(String change) {
        assertThat(rows.run("UPDATE weather_forecast_stats SET " + change)).isEqualTo(1);

        assertThat(violated()).containsExactly("inv_09_rollups 1");
    }

    @Test
    void i09_the_blameless_codes_are_those_of_the_vocabulary() {
        for (Code code : Code.values()) {
            assertThat(rows.one("SELECT fw_blameless(?)", code.name())).isEqualTo(code.blameless());
        }
    }

    @Test
    @Tag("P-32")
    void i10_two_rows_of_a_step_are_reported_even_where_the_key_has_nulls() {
        rows.step(run, 0, "coordinator", "seed", "download_gfs", null, "succeeded");

        assertThat(violated()).containsExactly("inv_10_keys 1");
        assertThat(only(Invariant.KEYS))
                .isEqualTo(new Violation(run, null, "step seed/download_gfs of uid 0", "2 rows have this key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather_miner_scores", "weather_forecast_component_scores"})
    @Tag("I7")
    void i10_two_rows_of_a_score_are_reported(String table) {
        String columns = rows.texts(
                        "SELECT string_agg(column_name, ', ') FROM information_schema.columns "
                                + "WHERE table_name = ? AND column_name <> 'id'",
                        table)
                .getFirst();
        rows.run("INSERT INTO %s (%s) SELECT %s FROM %s WHERE response_id = %d"
                .formatted(table, columns, columns, table, scoring));

        assertThat(violated()).containsExactly("inv_10_keys 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM weather_forecast_steps WHERE lead_hours = 24 AND miner_uid = 0",
                "UPDATE weather_forecast_steps SET status = 'in_progress' WHERE lead_hours = 24 AND miner_uid = 0",
                "DELETE FROM weather_miner_scores WHERE miner_uid = 0",
                "UPDATE weather_miner_scores SET voided_at = fw_now() WHERE miner_uid = 0",
                "UPDATE weather_forecast_stats SET era5_score_48h = 0, era5_leads = era5_leads || "
                        + "'{\"48\": {\"end\": \"truth_unavailable\"}}' WHERE miner_uid = 0 AND era5_completeness = 0.1"
            })
    void i11_a_lead_about_which_the_tables_differ_is_reported(String change) {
        assertThat(rows.run(change)).isEqualTo(1);

        assertThat(violated()).containsExactly("inv_11_agreement 1");
    }

    @Test
    void i11_a_failed_lead_has_a_column_of_zero_and_no_rows() {
        rows.run("UPDATE weather_forecast_stats SET era5_score_48h = 0, era5_leads = era5_leads || "
                + "'{\"48\": {\"end\": \"failed\", \"code\": \"HTTP_5XX\"}}' "
                + "WHERE miner_uid = 0 AND era5_completeness = 0.1");
        rows.run("UPDATE weather_forecast_steps SET status = 'failed' WHERE lead_hours = 48 AND miner_uid = 0");

        assertThat(violated()).isEmpty();
    }

    @Test
    void i11_leaves_out_a_response_that_ended_early() {
        rows.scoredLead(run, failed, 2, "hk-2", 24, 0.5);
        rows.run("UPDATE weather_miner_scores SET voided_at = fw_now() WHERE miner_uid = 2");

        assertThat(violated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'2018-10-08T17:59:59Z'", "NULL"})
    void i12_a_lead_that_does_not_wait_for_its_truth_is_reported(String next) {
        rows.run("UPDATE weather_forecast_steps SET next_retry_time = " + next + " WHERE lead_hours = 48 "
                + "AND miner_uid = 0");

        assertThat(violated()).containsExactly("inv_12_waiting 1");
    }

    @Test
    void i12_a_score_before_its_truth_was_due_is_reported() {
        rows.run("UPDATE weather_miner_scores SET calculation_time = '2018-10-07T18:00:00Z' WHERE miner_uid = 0");
        assertThat(violated()).isEmpty();

        rows.run("UPDATE weather_forecast_runs SET run_config = run_config || "
                + "'{\"era5_delay_hours\": 120, \"era5_buffer_hours\": 6}' WHERE id = " + run);
        rows.run("UPDATE weather_forecast_steps SET next_retry_time = '2018-10-14T00:00:00Z' WHERE lead_hours = 48");
        assertThat(violated()).containsExactly("inv_12_waiting 1");
        assertThat(only(Invariant.WAITING).problem())
                .isEqualTo(
                        "was calculated at 2018-10-07 18:00:00+00, before its truth is due at 2018-10-13 00:00:00+00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void i13_a_number_that_is_not_finite_is_reported(String value) {
        rows.run("UPDATE weather_forecast_stats SET avg_rmse = ?::float8 WHERE miner_uid = 1", value);

        assertThat(violated()).containsExactly("inv_13_finite 1");
        assertThat(only(Invariant.FINITE).problem()).isEqualTo("avg_rmse is " + value);
    }

    @Test
    void i13_watches_every_column_of_numbers() {
        List<String> columns = rows.texts("""
                SELECT c.table_name || '.' || c.column_name || '.' || c.data_type FROM information_schema.columns c
                JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = 'public'
                WHERE c.table_schema = 'public' AND c.udt_name IN ('float4', 'float8', '_float4', '_float8')
                """);
        assertThat(columns).hasSize(58);
        for (String column : columns) {
            String[] parts = column.split("\\.");
            String bad = parts[2].equals("ARRAY") ? "ARRAY[1, 'NaN']::float8[]" : "'NaN'";
            aHealthyDatabase();
            rows.run("UPDATE %1$s SET %2$s = %3$s WHERE ctid = (SELECT min(ctid) FROM %1$s)"
                    .formatted(parts[0], parts[1], bad));

            assertThat(rows.number("SELECT count(*) FROM inv_13_finite"))
                    .as(column)
                    .isEqualTo(1);
        }
    }
}
