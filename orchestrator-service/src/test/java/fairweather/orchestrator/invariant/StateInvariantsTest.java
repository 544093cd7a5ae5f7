package fairweather.orchestrator.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.invariant.InvariantReport.Checked;
import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.stored.StoredRows;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** I-07 and I-08, the fold, and the report itself. */
class StateInvariantsTest extends InvariantTest {
    @Test
    void a_healthy_database_violates_nothing() {
        InvariantReport report = invariants.check();

        assertThat(violated()).isEmpty();
        assertThat(report.violations()).isZero();
        assertThat(report.invariants()).extracting(Checked::name).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void every_view_of_the_schema_is_checked() {
        List<String> views = rows.texts("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%' ORDER BY 1");

        assertThat(Stream.of(Invariant.values()).map(Invariant::view)).containsExactlyElementsOf(views);
    }

    @ParameterizedTest
    @EnumSource(Invariant.class)
    void every_view_has_the_same_columns_and_cannot_be_written_by_the_services(Invariant invariant) {
        assertThat(rows.texts(
                        "SELECT column_name::text || ' ' || data_type FROM information_schema.columns "
                                + "WHERE table_name = ? ORDER BY ordinal_position",
                        invariant.view()))
                .containsExactly("run_id integer", "response_id integer", "subject text", "problem text");
        assertThat(rows.texts(
                        "SELECT privilege_type FROM information_schema.role_table_grants "
                                + "WHERE table_name = ? AND grantee = 'fairweather_app'",
                        invariant.view()))
                .containsExactly("SELECT");
    }

    @Test
    void i07_a_run_that_goes_back_is_reported() {
        rows.transition(run, null, "gfs_ready", "gfs_downloading");

        assertThat(violated()).containsExactly("inv_07_monotone 1");
        assertThat(only(Invariant.MONOTONE).problem()).isEqualTo("gfs_ready → gfs_downloading: the rank does not grow");
    }

    @Test
    void i07_a_response_that_leaves_a_terminal_state_is_reported() {
        rows.transition(run, failed, "created", "failed");
        rows.transition(run, failed, "failed", "cancelled");

        assertThat(violated()).containsExactly("inv_07_monotone 1");
        assertThat(only(Invariant.MONOTONE).problem()).isEqualTo("failed → cancelled: failed is terminal");
    }

    @Test
    void i07_a_missing_step_is_reported() {
        rows.transition(run, scoring, "forecast_ready", "day1_scoring");

        assertThat(violated()).containsExactly("inv_07_monotone 1");
        assertThat(only(Invariant.MONOTONE).problem())
                .isEqualTo("forecast_ready → day1_scoring: the transition before it led to inference_running");
    }

    @ParameterizedTest
    @CsvSource({
        "inference_running, day1_scoring, a step is missing",
        "forecast_ready, day1_scoring, nothing led to forecast_ready"
    })
    void i07_a_jump_and_a_beginning_in_the_middle_are_reported(String from, String to, String problem) {
        rows.transition(run, from.equals("inference_running") ? scoring : failed, from, to);

        assertThat(only(Invariant.MONOTONE).problem()).isEqualTo(from + " → " + to + ": " + problem);
    }

    @Test
    void i07_a_forecast_finished_beforehand_jumps_over_the_polls() {
        rows.transition(run, failed, "created", "forecast_ready");
        rows.transition(run, failed, "forecast_ready", "failed");

        assertThat(violated()).isEmpty();
    }

    @Test
    void i07_a_redrive_alone_leads_back_and_only_from_failed() {
        rows.transition(run, failed, "created", "failed");
        rows.transition(run, failed, "failed", "created");
        assertThat(only(Invariant.MONOTONE).problem()).isEqualTo("failed → created: failed is terminal");

        rows.run("UPDATE outcomes SET kind = 'job_redriven' WHERE id = (SELECT max(id) FROM outcomes)");
        assertThat(violated()).isEmpty();

        rows.transition(run, scoring, "inference_running", "fetch_initiated");
        rows.run("UPDATE outcomes SET kind = 'job_redriven' WHERE id = (SELECT max(id) FROM outcomes)");
        assertThat(only(Invariant.MONOTONE).problem())
                .isEqualTo("inference_running → fetch_initiated: only a failed response is redriven");
    }

    @Test
    void i07_the_ranks_are_those_of_the_machines() {
        for (RunStatus status : RunStatus.values()) {
            assertThat(rows.number("SELECT fw_run_rank(?)", status.word())).isEqualTo(status.rank());
        }
        for (ResponseStatus status : ResponseStatus.values()) {
            assertThat(rows.number("SELECT fw_response_rank(?)", status.word())).isEqualTo(status.rank());
        }
    }

    @Test
    void i08_a_run_behind_its_responses_is_reported() {
        rows.run("UPDATE weather_forecast_runs SET status = 'awaiting_era5' WHERE id = ?", run);

        assertThat(violated()).containsExactly("inv_08_fold 1");
        assertThat(only(Invariant.FOLD).problem())
                .isEqualTo("is awaiting_era5 but its responses amount to scoring_era5");
    }

    @Test
    void i08_a_run_that_ends_before_its_responses_is_reported() {
        rows.run("DELETE FROM validator_jobs WHERE status <> 'completed'");
        rows.run("UPDATE weather_forecast_runs SET status = 'completed', completion_time = fw_now() WHERE id = ?", run);

        assertThat(violated()).containsExactly("inv_08_fold 1");
    }

    @Test
    void i08_an_abandoned_run_is_left_out() {
        rows.run("DELETE FROM validator_jobs WHERE status <> 'completed'");
        rows.run("UPDATE weather_forecast_runs SET status = 'abandoned', completion_time = fw_now() WHERE id = ?", run);

        assertThat(violated()).isEmpty();
    }

    @Test
    void i08_the_view_folds_responses_as_the_machine_does() {
        String[] words = {"created", "day1_scoring", "day1_scored", "era5_scoring", "era5_scored", "cancelled"};
        for (int present = 1; present < 64; present++) {
            rows.clear();
            int id = rows.run("demo", StoredRows.CYCLE, "querying_miners");
            int[] counts = new int[words.length];
            for (int i = 0; i < words.length; i++) {
                if ((present >> i & 1) == 1) {
                    counts[i] = 1;
                    rows.response(id, i, "hk-" + i, words[i]);
                }
            }
            RunStatus expected = RunMachine.fold(
                            new ResponseCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]))
                    .orElseThrow();

            assertThat(rows.texts("SELECT problem FROM inv_08_fold"))
                    .containsExactly("is querying_miners but its responses amount to " + expected.word());
        }
    }

    @Test
    void an_outcome_that_waits_for_the_fold_is_reported_after_ten_seconds() {
        long outcome = rows.outcome("verified", run, failed, "{}", null);
        assertThat(violated()).isEmpty();

        rows.run("UPDATE outcomes SET created_at = fw_now() - interval '11 seconds' WHERE id = ?", outcome);
        assertThat(violated()).containsExactly("inv_fold_lag 1");
    }

    @Test
    void a_parked_response_is_reported_once() {
        rows.outcome("lead_scored", run, scoring, "{}", "parked");
        rows.run("UPDATE weather_miner_responses SET parked_reason = 'the fold threw' WHERE id = ?", scoring);

        assertThat(violated()).containsExactly("inv_parked 1");
        assertThat(only(Invariant.PARKED))
                .isEqualTo(new Violation(run, scoring, "response " + scoring + " of uid 0", "the fold threw"));
    }

    @Test
    void a_parked_outcome_of_the_run_is_reported() {
        rows.outcome("run_cancelled", run, null, "{}", "parked");

        assertThat(violated()).containsExactly("inv_parked 1");
    }

    @Test
    void a_report_counts_all_violations_and_shows_twenty() {
        for (int uid = 100; uid < 125; uid++) {
            rows.response(run, uid, "hk-" + uid, "created");
        }
        rows.run(
                "UPDATE weather_forecast_runs SET status = 'abandoned', completion_time = fw_now() WHERE id <> ?", run);
        Checked liveness = invariants.check().invariants().getFirst();

        assertThat(liveness.name()).isEqualTo("inv_01_liveness");
        assertThat(liveness.violations()).isEqualTo(25);
        assertThat(liveness.examples()).hasSize(Invariants.EXAMPLES);
    }
}
