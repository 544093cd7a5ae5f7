package fairweather.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.run.RunStatus;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Every number of responses in every place, against every status. */
    static Stream<ResponseCounts> counts() {
        return IntStream.range(0, 64)
                .mapToObj(n -> new ResponseCounts(n & 1, n >> 1 & 1, n >> 2 & 1, n >> 3 & 1, n >> 4 & 1, n >> 5 & 1));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void a_run_follows_its_responses_forward_only(ResponseCounts counts) {
        for (RunStatus status : RunStatus.values()) {
            List<RunStatus> path = RunMachine.follow(status, counts);
            boolean ahead = !status.terminal()
                    && status.rank() >= RunStatus.QUERYING_MINERS.rank()
                    && RunMachine.fold(counts)
                            .filter(to -> to.rank() > status.rank())
                            .isPresent();

            assertThat(path.isEmpty()).as("%s from %s", counts, status).isEqualTo(!ahead);
            if (ahead) {
                assertThat(path.getLast()).isEqualTo(RunMachine.fold(counts).orElseThrow());
            }
        }
    }

    @Test
    void a_run_that_is_only_created_cannot_go_on_without_its_miners_but_a_later_one_can() {
        RunEvent failed = new RunEvent.JobFailed(JobType.ORCHESTRATE);

        assertThat(RunMachine.apply(RunStatus.CREATED, failed))
                .isEqualTo(new RunVerdict.Applied(
                        List.of(RunStatus.FAILED), List.of(RunEffect.CANCEL_JOBS, RunEffect.FAIL_RESPONSES)));
        assertThat(RunMachine.apply(RunStatus.SCORING_DAY1, failed))
                .isEqualTo(new RunVerdict.Ignored("the run goes on without weather.run.orchestrate"));
    }

    @Test
    void a_run_needs_its_seed_until_the_reference_data_are_there_and_no_longer() {
        RunEvent failed = new RunEvent.JobFailed(JobType.SEED);

        assertThat(RunMachine.apply(RunStatus.GFS_DOWNLOADING, failed))
                .isEqualTo(new RunVerdict.Applied(
                        List.of(RunStatus.FAILED), List.of(RunEffect.CANCEL_JOBS, RunEffect.FAIL_RESPONSES)));
        assertThat(RunMachine.apply(RunStatus.GFS_READY, failed))
                .isEqualTo(new RunVerdict.Ignored("the run goes on without weather.seed"));
        assertThat(RunMachine.apply(RunStatus.SCORING_DAY1, failed))
                .isEqualTo(new RunVerdict.Ignored("the run goes on without weather.seed"));
    }

    @Test
    void reference_data_that_come_too_late_end_the_run() {
        assertThat(RunMachine.apply(RunStatus.GFS_DOWNLOADING, new RunEvent.ReferenceReady(false)))
                .isInstanceOfSatisfying(
                        RunVerdict.Applied.class, end -> assertThat(end.path()).containsExactly(RunStatus.FAILED));
        assertThat(RunMachine.apply(RunStatus.GFS_READY, new RunEvent.ReferenceReady(true)))
                .isEqualTo(new RunVerdict.Ignored("the reference data of a run in gfs_ready are known"));
    }

    @Test
    void nothing_leaves_a_finished_run() {
        assertThat(RunMachine.TABLE).noneMatch(row -> row.from().stream().anyMatch(RunStatus::terminal));
    }
}
