package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.chaos.StateSteps.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateStepsTest {
    @Test
    void a_response_that_goes_forward_to_an_end_is_in_order() {
        assertThat(StateSteps.problems(List.of(
                        new Step("response 1", false, "created", "fetch_initiated"),
                        new Step("run 1", true, "created", "gfs_downloading"),
                        new Step("response 1", false, "fetch_initiated", "failed"))))
                .isEmpty();
    }

    @Test
    void a_step_back_and_a_step_out_of_an_end_are_found() {
        assertThat(StateSteps.problems(List.of(
                        new Step("response 1", false, "created", "forecast_ready"),
                        new Step("response 1", false, "forecast_ready", "fetch_initiated"))))
                .containsExactly("response 1 went from forecast_ready to fetch_initiated, which is no step");
        assertThat(StateSteps.problems(List.of(
                        new Step("run 1", true, "created", "failed"), new Step("run 1", true, "failed", "abandoned"))))
                .containsExactly("run 1 went from failed to abandoned, which is no step");
    }

    @Test
    void a_step_that_begins_elsewhere_than_the_last_one_ended_is_found() {
        assertThat(StateSteps.problems(List.of(
                        new Step("response 1", false, "created", "fetch_initiated"),
                        new Step("response 1", false, "inference_running", "forecast_ready"))))
                .containsExactly("response 1 went from inference_running, but was fetch_initiated");
    }
}
