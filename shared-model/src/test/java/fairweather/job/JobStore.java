package fairweather.job;

import fairweather.job.memory.StoredJob;
import fairweather.job.memory.StoredOutcome;
import fairweather.job.memory.StoredStep;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An adapter under test: its queue, its movable clock, and what it has stored. */
public interface JobStore {
    Duration LEASE = Duration.ofSeconds(30);
    String WORKER = "worker-a";

    JobQueue queue();

    /** The same store seen by processes that keep limits. */
    JobQueue queue(JobLimits limits);

    /** Says on which host a miner listens. */
    void place(int uid, String host);

    JobHolds holds();

    RetryHistory history();

    Instant now();

    void advance(Duration by);

    /** A run that jobs can belong to. */
    int newRun();

    List<StoredJob> jobs();

    List<StoredStep> steps();

    List<StoredOutcome> outcomes();

    /** A domain row that can be written. */
    Write goodWrite(String name);

    /** A domain row that is refused. */
    Write badWrite();

    /** The names of the domain rows that are there. */
    List<String> writtenNames();

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    default StoredJob job(long id) {
        return jobs().stream().filter(job -> job.id() == id).findFirst().orElseThrow();
    }

    default StoredStep step(StepKey key) {
        return steps().stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** A job of no run that is due at once. */
    static NewJob plain(JobType type) {
        return of(type, type.priority(), Due.now(), null);
    }

    static NewJob of(JobType type, int priority, Due due, String key) {
        return new NewJob(
                type, priority, new JsonObject().put("miner_hotkey", "key-7"), due, key, null, null, null, null);
    }

    static NewJob keyed(String key) {
        return of(JobType.ERA5, 50, Due.now(), key);
    }

    default long enqueue(NewJob job) {
        return await(queue().enqueue(job)).orElseThrow();
    }

    /** The job of miner 7 in a new run. */
    default long enqueueOfMiner(JobType type) {
        return enqueueOfMiner(type, 7);
    }

    default long enqueueOfMiner(JobType type, int uid) {
        JsonObject payload = new JsonObject().put("miner_hotkey", "key-" + uid);
        return enqueue(new NewJob(type, type.priority(), payload, Due.now(), null, newRun(), null, uid, "00-trace-01"));
    }

    default List<Job> claim(JobType type, int limit) {
        return await(queue().claim(type, limit, WORKER, LEASE));
    }

    /** Enqueues a job of miner 7 and claims it. */
    default Job claimedOfMiner(JobType type) {
        return claimedOfMiner(type, 7);
    }

    default Job claimedOfMiner(JobType type, int uid) {
        enqueueOfMiner(type, uid);
        return claimOne(type);
    }

    default Job claimOne(JobType type) {
        List<Job> jobs = claim(type, 1);
        if (jobs.size() != 1) {
            throw new AssertionError("expected one job to be due, not " + jobs.size());
        }
        return jobs.getFirst();
    }

    default boolean finish(Job job, End end) {
        return await(queue().finish(job.lease(), end, Report.NOTHING, 0));
    }
}
