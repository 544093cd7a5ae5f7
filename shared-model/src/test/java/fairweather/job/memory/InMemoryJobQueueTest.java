package fairweather.job.memory;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobHolds;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobQueueContract;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.job.RetryHistory;
import fairweather.job.Write;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryJobQueueTest extends JobQueueContract {
    private final JobStore store = new InMemoryStore();

    @Override
    public JobStore store() {
        return store;
    }

    @Test
    void given_what_attempts_have_left_when_it_is_taken_then_it_is_forgotten_and_what_is_unfinished_stays() {
        InMemoryJobQueue queue = new InMemoryJobQueue(new MovableClock());
        JobStore.await(queue.enqueue(JobStore.plain(JobType.SEED)));
        long waiting =
                JobStore.await(queue.enqueue(JobStore.plain(JobType.DAY1))).orElseThrow();
        Job job = JobStore.await(queue.claim(JobType.SEED, 1, "worker", JobStore.LEASE))
                .getFirst();
        Report report = Report.of(OutcomeDraft.of(OutcomeKind.SEED_READY)).and(Write.of("row"));
        JobStore.await(queue.finish(job.lease(), new End.Succeeded(new JsonObject()), report, 0));

        assertThat(queue.takeOutcomes()).extracting("kind").containsExactly(OutcomeKind.SEED_READY);
        assertThat(queue.takeWrites()).containsExactly(Write.of("row"));
        assertThat(queue.takeFinishedJobs())
                .extracting("id")
                .containsExactly(job.lease().jobId());
        assertThat(queue.outcomes()).isEmpty();
        assertThat(queue.writes()).isEmpty();
        assertThat(queue.jobs()).extracting("id").containsExactly(waiting);
        assertThat(JobStore.await(queue.enqueue(JobStore.plain(JobType.SEED)))).contains(3L);
    }

    private static final class InMemoryStore implements JobStore {
        private final MovableClock clock = new MovableClock();
        private final Map<Integer, String> hosts = new HashMap<>();
        private InMemoryJobQueue queue = new InMemoryJobQueue(clock, this::execute);
        private final RetryHistory history = new InMemoryRetryHistory(queue, true);
        private int runs;

        private void execute(Write write) {
            if (write.sql().equals("bad")) {
                throw new IllegalArgumentException("refused");
            }
        }

        @Override
        public JobQueue queue() {
            return queue;
        }

        /** Nothing may have been done with this store before. */
        @Override
        public JobQueue queue(JobLimits limits) {
            queue = new InMemoryJobQueue(clock, this::execute, limits, hosts::get);
            return queue;
        }

        @Override
        public void place(int uid, String host) {
            hosts.put(uid, host);
        }

        @Override
        public JobHolds holds() {
            return queue;
        }

        @Override
        public RetryHistory history() {
            return history;
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void advance(Duration by) {
            clock.advance(by);
        }

        @Override
        public int newRun() {
            return ++runs;
        }

        @Override
        public List<StoredJob> jobs() {
            return queue.jobs();
        }

        @Override
        public List<StoredStep> steps() {
            return queue.steps();
        }

        @Override
        public List<StoredOutcome> outcomes() {
            return queue.outcomes();
        }

        @Override
        public Write goodWrite(String name) {
            return Write.of("good", name);
        }

        @Override
        public Write badWrite() {
            return Write.of("bad");
        }

        @Override
        public List<String> writtenNames() {
            return queue.writes().stream()
                    .map(write -> (String) write.values().getFirst())
                    .toList();
        }
    }
}
