package fairweather.job.memory;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MadeDueTest {
    private static final Instant NOW = Instant.parse("2018-10-06T18:00:00Z");

    private final InMemoryJobQueue queue = new InMemoryJobQueue(() -> NOW);

    private void enqueue(JobType type, int runId, int uid, Due due) {
        queue.enqueue(NewJob.ofMiner(type, runId, uid, uid, new JsonObject(), due))
                .await()
                .indefinitely();
    }

    @Test
    void waiting_jobs_of_one_type_and_run_are_due_now_and_the_others_as_before() {
        Due later = Due.after(Duration.ofHours(1));
        enqueue(JobType.ERA5, 1, 1, later);
        enqueue(JobType.ERA5, 1, 2, Due.now());
        enqueue(JobType.ERA5, 2, 3, later);
        enqueue(JobType.DAY1, 1, 4, later);

        assertThat(queue.makeDue(JobType.ERA5, 1)).isEqualTo(1);

        Instant inAnHour = NOW.plus(Duration.ofHours(1));
        assertThat(queue.jobs()).extracting(StoredJob::dueAt).isEqualTo(List.of(NOW, NOW, inAnHour, inAnHour));
    }
}
