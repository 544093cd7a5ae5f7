package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobMachineTest {
    private static final JobState CLAIMED =
            JobMachine.apply(JobState.enqueued(5), JobTrigger.CLAIMED, 0).orElseThrow();

    static Stream<End> ends() {
        Failure failure = Failure.of(Code.DATABASE, "away");
        return Stream.of(
                new End.Succeeded(new JsonObject()),
                new End.Skipped("nothing"),
                new End.Cancelled("unwanted"),
                new End.Failed(failure),
                new End.Retried(failure, Duration.ofSeconds(1)),
                new End.Deferred(Due.now(), "waits", null));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void an_end_leads_where_the_queue_puts_it_and_forgives_crashes(End end) {
        assertThat(JobMachine.apply(CLAIMED, JobTrigger.of(end), CLAIMED.token()))
                .contains(new JobState(end.status(), 1, 0, 5));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void an_end_under_an_outdated_token_changes_nothing(End end) {
        assertThat(JobMachine.apply(CLAIMED, JobTrigger.of(end), CLAIMED.token() - 1))
                .isEmpty();
    }

    @Test
    void a_claim_raises_the_token_and_counts_an_attempt() {
        assertThat(CLAIMED).isEqualTo(new JobState(JobStatus.IN_PROGRESS, 1, 1, 5));
    }

    @Test
    void a_lapsed_lease_returns_the_job_and_the_fifth_in_a_row_ends_it_out_of_the_workers_reach() {
        JobState fifth = new JobState(JobStatus.IN_PROGRESS, 5, 5, 5);

        assertThat(JobMachine.apply(CLAIMED, JobTrigger.LAPSED, 0))
                .contains(new JobState(JobStatus.RETRY_SCHEDULED, 1, 1, 5));
        assertThat(JobMachine.apply(fifth, JobTrigger.LAPSED, 0)).contains(new JobState(JobStatus.FAILED, 6, 5, 5));
    }

    @Test
    void a_release_is_as_if_the_claim_had_not_been() {
        assertThat(JobMachine.apply(CLAIMED, JobTrigger.RELEASED, 1))
                .contains(new JobState(JobStatus.PENDING, 1, 0, 5));
        assertThat(JobMachine.apply(CLAIMED, JobTrigger.RETRY_RELEASED, 1))
                .contains(new JobState(JobStatus.RETRY_SCHEDULED, 1, 0, 5));
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void only_an_unfinished_job_can_be_cancelled(JobStatus status) {
        JobState job = new JobState(status, 3, 1, 5);

        assertThat(JobMachine.apply(job, JobTrigger.CANCELLED, 0).isPresent()).isEqualTo(!status.finished());
    }

    @Test
    void nothing_leaves_a_finished_job() {
        assertThat(JobMachine.TABLE).noneMatch(row -> row.from().stream().anyMatch(JobStatus::finished));
    }

    @Test
    void at_most_one_row_fits() {
        for (JobStatus status : JobStatus.values()) {
            for (JobTrigger trigger : JobTrigger.values()) {
                for (int attempts = 0; attempts <= 6; attempts++) {
                    JobState job = new JobState(status, 2, attempts, 5);
                    for (long token : new long[] {1, 2}) {
                        assertThat(JobMachine.TABLE.stream()
                                        .filter(row -> row.fits(job, trigger, token))
                                        .count())
                                .as("%s %s", job, trigger)
                                .isLessThanOrEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void every_trigger_has_a_row() {
        assertThat(JobMachine.TABLE).extracting(JobTransition::trigger).containsAll(Arrays.asList(JobTrigger.values()));
    }
}
