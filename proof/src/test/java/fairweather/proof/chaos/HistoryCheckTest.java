package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.chaos.HistoryCheck.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
    private final List<JobEvent> events = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    private HistoryCheckTest change(long job, int uid, String from, String to, long token) {
        events.add(new JobEvent(
                events.size(), Instant.EPOCH, job, "weather.day1", 1, uid, "worker", from, to, token, 0, null));
        return this;
    }

    private List<String> problems() {
        return HistoryCheck.problems(events, told);
    }

    @Test
    void a_job_that_is_retried_taken_back_released_and_completed_is_in_order() {
        change(1, 7, null, "pending", 0);
        change(1, 7, "pending", "in_progress", 1).change(1, 7, "in_progress", "retry_scheduled", 1);
        change(1, 7, "retry_scheduled", "in_progress", 2).change(1, 7, "in_progress", "pending", 2);
        change(1, 7, "pending", "in_progress", 3).change(1, 7, "in_progress", "completed", 3);
        told.add(new Told(1, 3, 3L, true));
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_job_that_is_left_unfinished_is_lost() {
        change(1, 7, null, "pending", 0).change(1, 7, "pending", "in_progress", 1);
        assertThat(problems()).containsExactly("job 1 (weather.day1) is lost: it was left in_progress");
    }

    @Test
    void a_job_that_is_deleted_is_lost() {
        change(1, 7, null, "completed", 0).change(1, 7, "completed", null, 0);
        assertThat(problems()).contains("job 1 (weather.day1) was deleted");
    }

    @Test
    void a_job_that_is_finished_twice_is_found() {
        change(1, 7, null, "pending", 0).change(1, 7, "pending", "in_progress", 1);
        change(1, 7, "in_progress", "completed", 1).change(1, 7, "completed", "in_progress", 2);
        change(1, 7, "in_progress", "completed", 2);
        assertThat(problems()).contains("job 1 (weather.day1) was finished (completed) and went on to in_progress");
    }

    @Test
    void a_lease_that_ends_twice_is_found() {
        change(1, 7, null, "pending", 0).change(1, 7, "pending", "in_progress", 1);
        change(1, 7, "in_progress", "retry_scheduled", 1).change(1, 7, "retry_scheduled", "in_progress", 1);
        change(1, 7, "in_progress", "completed", 1);
        assertThat(problems())
                .containsExactly(
                        "job 1 (weather.day1) was claimed without a new token",
                        "job 1 (weather.day1) ended twice under token 1");
    }

    @Test
    void a_token_that_falls_is_found() {
        change(1, 7, null, "pending", 5).change(1, 7, "pending", "cancelled", 4);
        assertThat(problems()).containsExactly("job 1 (weather.day1) has its token fall from 5 to 4");
    }

    @Test
    void two_jobs_at_work_for_one_miner_are_found() {
        change(1, 7, null, "pending", 0).change(2, 7, null, "pending", 0);
        change(1, 7, "pending", "in_progress", 1).change(2, 7, "pending", "in_progress", 1);
        change(1, 7, "in_progress", "completed", 1).change(2, 7, "in_progress", "completed", 1);
        assertThat(problems())
                .containsExactly("job 2 (weather.day1) was claimed for uid 7, for whom job 1 was at work");
    }

    @Test
    void an_outcome_under_an_old_token_is_found() {
        told.add(new Told(1, 2, 2L, true));
        told.add(new Told(1, 1, 2L, true));
        told.add(new Told(3, 1, null, false));
        assertThat(problems())
                .containsExactly(
                        "job 1: an outcome was written under token 1 when the latest was 2",
                        "job 3: an outcome was written under token 1 when the latest was null");
    }

    @Test
    void an_outcome_of_a_job_that_had_ended_is_found() {
        told.add(new Told(1, 2, 2L, false));
        assertThat(problems()).containsExactly("job 1: an outcome was written under token 2 when the job had ended");
    }
}
