package fairweather.proof.walk;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.walk.RecordedTrace.Machine;
import fairweather.proof.walk.RecordedTrace.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTraceTest {
    private static List<Step> way(Machine machine, long id, String... statuses) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < statuses.length; i++) {
            steps.add(new Step(machine, id, statuses[i - 1], statuses[i]));
        }
        return steps;
    }

    private static List<Step> wholeWay() {
        return way(
                Machine.RESPONSE,
                7,
                "created",
                "fetch_initiated",
                "inference_running",
                "forecast_ready",
                "day1_scoring",
                "day1_scored",
                "era5_scoring",
                "era5_scored");
    }

    @Test
    void the_way_of_a_run_and_its_responses_and_jobs_is_accepted() {
        List<Step> steps = new ArrayList<>(way(
                Machine.RUN,
                1,
                "created",
                "gfs_downloading",
                "gfs_ready",
                "querying_miners",
                "awaiting_inference_results"));
        steps.addAll(wholeWay());
        steps.addAll(way(Machine.RESPONSE, 8, "created", "forecast_ready", "failed", "forecast_ready"));
        steps.addAll(way(
                Machine.JOB, 3, "pending", "in_progress", "retry_scheduled", "in_progress", "pending", "cancelled"));

        assertThat(RecordedTrace.refusal(steps)).isEmpty();
    }

    @Test
    void a_step_that_no_row_knows_is_refused() {
        assertThat(RecordedTrace.refusal(way(Machine.RESPONSE, 7, "created", "day1_scoring")))
                .hasValueSatisfying(why -> assertThat(why).endsWith("is no step of any row"));
    }

    @Test
    void a_trace_with_a_missing_step_is_refused() {
        List<Step> spoilt = wholeWay();
        spoilt.remove(3);

        assertThat(RecordedTrace.refusal(spoilt))
                .hasValueSatisfying(why -> assertThat(why).endsWith("it was in forecast_ready"));
    }

    @Test
    void a_trace_with_two_steps_exchanged_is_refused() {
        List<Step> spoilt = wholeWay();
        spoilt.add(2, spoilt.remove(4));

        assertThat(RecordedTrace.refusal(spoilt)).isPresent();
    }

    @Test
    void what_is_finished_stays_so() {
        assertThat(RecordedTrace.refusal(way(Machine.JOB, 3, "pending", "in_progress", "completed", "in_progress")))
                .isPresent();
        assertThat(RecordedTrace.refusal(way(Machine.RESPONSE, 3, "created", "cancelled", "created")))
                .isPresent();
    }

    @Test
    void a_response_does_not_rest_where_it_only_passes() {
        assertThat(RecordedTrace.refusal(way(Machine.RESPONSE, 7, "created", "fetch_initiated")))
                .hasValueSatisfying(why -> assertThat(why).endsWith("which is only passed through"));
    }
}
