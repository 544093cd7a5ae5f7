package fairweather.job.memory;

import fairweather.job.JobHolds;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobQueueContract;
import fairweather.job.JobStore;
import fairweather.job.RetryHistory;
import fairweather.job.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class InMemoryJobQueueTest extends JobQueueContract {
    private final JobStore store = new InMemoryStore();

    @Override
    public JobStore store() {
        return store;
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
