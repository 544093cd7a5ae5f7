package fairweather.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.run.RunStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMachineTest {
    @ParameterizedTest(name = "before {0}, day1 {1}, scored {2}, era5 {3}, done {4}, ended {5}: {6}")
    @CsvSource({
        "3, 0, 0, 0, 0, 0, AWAITING_INFERENCE_RESULTS",
        "2, 0, 0, 0, 0, 1, AWAITING_INFERENCE_RESULTS",
        "2, 1, 0, 0, 0, 0, SCORING_DAY1",
        "1, 0, 1, 0, 0, 0, SCORING_DAY1",
        "0, 1, 2, 0, 0, 0, SCORING_DAY1",
        "0, 0, 3, 0, 0, 0, AWAITING_ERA5",
        "0, 0, 3, 0, 0, 2, AWAITING_ERA5",
        "0, 0, 2, 1, 0, 0, SCORING_ERA5",
        "0, 0, 1, 0, 1, 0, SCORING_ERA5",
        "0, 0, 0, 0, 3, 0, COMPLETED",
        "0, 0, 0, 0, 1, 2, COMPLETED",
        "0, 0, 0, 0, 0, 3, FAILED"
    })
    void a_run_is_the_fold_of_its_responses(
            int before, int day1, int scored, int era5, int done, int ended, RunStatus expected) {
        assertThat(RunMachine.fold(new ResponseCounts(before, day1, scored, era5, done, ended)))
                .contains(expected);
    }

    @Test
    @Tag("I5")
    void a_run_passes_every_state_between_and_never_goes_back() {
        assertThat(RunMachine.path(RunStatus.AWAITING_INFERENCE_RESULTS, RunStatus.COMPLETED))
                .containsExactly(
                        RunStatus.SCORING_DAY1, RunStatus.AWAITING_ERA5, RunStatus.SCORING_ERA5, RunStatus.COMPLETED);
        assertThat(RunMachine.path(RunStatus.SCORING_ERA5, RunStatus.SCORING_DAY1))
                .isEmpty();
        assertThat(RunMachine.path(RunStatus.COMPLETED, RunStatus.FAILED)).isEmpty();
        assertThat(RunMachine.path(RunStatus.SCORING_DAY1, RunStatus.FAILED)).containsExactly(RunStatus.FAILED);
    }

    @Test
    void responses_do_not_move_a_run_whose_miners_were_not_queried() {
        assertThat(RunMachine.follow(RunStatus.GFS_READY, new ResponseCounts(0, 0, 0, 0, 0, 3)))
                .isEmpty();
    }
}
