package fairweather.job;

import fairweather.database.DatabaseTrouble;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import fairweather.memory.Allowance;
import fairweather.memory.Permit;
import fairweather.retry.RetryDecision;
import fairweather.retry.RetryPolicies;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One attempt at a job: runs the task, turns its result into an end, and writes that under the lease. */
final class Attempt implements TaskContext {
    private static final Logger LOG = Logger.getLogger(Attempt.class);
    private static final Duration FIRST_REPEAT = Duration.ofMillis(200);
    private static final Duration LONGEST_REPEAT = Duration.ofSeconds(3);
    private static final Duration DATABASE_BACK = Duration.ofSeconds(5);

    private final JobQueue queue;
    private final RetryHistory history;
    private final Job job;
    private final Lane lane;
    private final Permit permit;
    private final Duration lease;
    private final ScheduledExecutorService timer;
    private final Runnable onLost;
    private final AtomicInteger outcomes = new AtomicInteger();

    private volatile boolean lost;

    /** Where the task runs now; this and what follows is guarded by this object. */
    private Thread thread;

    private boolean stopped;

    /** Who is to be told that the lease is lost. */
    private UniEmitter<? super TaskResult> waiting;

    private CompletableFuture<Void> returned = CompletableFuture.completedFuture(null);

    /** The hard limit has passed; a statement that timed out within the task is something else. */
    private static final class Overdue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overdue() {
            super(null, null, false, false);
        }
    }

    /**
     * @param permit the memory it may use, given back by whoever has it run, when {@link #run} has completed
     * @param onLost is run when the work is discarded because the lease was lost
     */
    Attempt(
            JobQueue queue,
            RetryHistory history,
            Job job,
            Lane lane,
            Permit permit,
            Duration lease,
            ScheduledExecutorService timer,
            Runnable onLost) {
        this.queue = queue;
        this.history = history;
        this.job = job;
        this.lane = lane;
        this.permit = permit;
        this.lease = lease;
        this.timer = timer;
        this.onLost = onLost;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public Allowance memory() {
        return permit;
    }

    /** Another has the job, or will: nothing that this attempt still does is of use. It ends even if it has not begun. */
    void lose() {
        lost = true;
        stop();
        tellLoss();
    }

    /** Whatever comes first; the other is of no use. */
    private Uni<TaskResult> unlessLost(Uni<TaskResult> result) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                waiting = emitter;
            }
            tellLoss();
            Cancellable task = result.subscribe().with(emitter::complete, emitter::fail);
            emitter.onTermination(task::cancel);
        });
    }

    private void tellLoss() {
        UniEmitter<? super TaskResult> told;
        synchronized (this) {
            told = waiting;
        }
        if (lost && told != null) {
            told.fail(new LeaseLostException(job.lease()));
        }
    }

    private synchronized void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized boolean enter() {
        if (stopped) {
            return false;
        }
        thread = Thread.currentThread();
        returned = new CompletableFuture<>();
        return true;
    }

    /** An interruption that came too late must not meet the thread's next attempt. */
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
        returned.complete(null);
    }

    private synchronized CompletableFuture<Void> returned() {
        return returned;
    }

    private void execute(Runnable task) {
        lane.executor().execute(() -> {
            if (enter()) {
                try {
                    task.run();
                } finally {
                    leave();
                }
            }
        });
    }

    /** Completes when the end is written and the thread is free again, however late it notices that it is late. */
    Uni<Void> run() {
        Uni<TaskResult> result = Uni.createFrom()
                .deferred(() -> lane.task().run(this))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("the task returned no result"))
                .runSubscriptionOn(this::execute);
        return unlessLost(result)
                .ifNoItem()
                .after(lane.hardLimit())
                .on(timer)
                .failWith(Overdue::new)
                .onFailure(Overdue.class)
                .invoke(this::stop)
                .onFailure(failure -> !(failure instanceof LeaseLostException))
                .recoverWithItem(this::failed)
                .flatMap(this::settle)
                .onFailure(LeaseLostException.class)
                .recoverWithUni(loss -> discarded())
                .onItemOrFailure()
                .call((written, unwritten) -> Uni.createFrom().completionStage(this::returned));
    }

    /**
     * A result that the store refuses for as long as a lease lasts is dropped, and that is written as a failure. If the
     * store was away for so long, nothing is written and the lease lapses.
     */
    private Uni<Void> settle(TaskResult result) {
        return patiently(() -> write(result))
                .onFailure(failure -> !DatabaseTrouble.passes(failure))
                .recoverWithUni(unwritten -> {
                    Throwable cause = unwritten.getCause() == null ? unwritten : unwritten.getCause();
                    LOG.errorf(
                            cause,
                            "job_id=%d job_type=%s: cannot write the result",
                            job.lease().jobId(),
                            job.type().word());
                    Failure failure =
                            Failure.of(Code.DATABASE, "the result could not be written: " + cause.getMessage());
                    return patiently(() -> write(TaskResult.failed(failure, job.step())));
                });
    }

    private Uni<Void> patiently(Supplier<Uni<Void>> write) {
        Uni<Void> once = Uni.createFrom().deferred(write::get);
        return once.onFailure()
                .recoverWithUni(first -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(FIRST_REPEAT)
                        .chain(() -> once.onFailure()
                                .retry()
                                .withBackOff(FIRST_REPEAT.multipliedBy(2), LONGEST_REPEAT)
                                .expireIn(lease.toMillis())));
    }

    private TaskResult failed(Throwable thrown) {
        if (DatabaseTrouble.passes(thrown)) {
            String reason = "the database is away: " + Sanitiser.clean(thrown.getMessage());
            return new TaskResult.Deferred(Due.after(DATABASE_BACK), reason, null, Report.NOTHING);
        }
        Failure failure = switch (thrown) {
            case FailureException known -> known.failure();
            case Overdue late -> Failure.of(Code.JOB_DEADLINE, "not done after " + lane.hardLimit());
            case OutOfMemoryError full -> Failure.of(Code.OUT_OF_MEMORY, "the attempt ran out of memory");
            default -> unexpected(thrown);
        };
        return TaskResult.failed(failure, job.step());
    }

    private Failure unexpected(Throwable thrown) {
        LOG.errorf(
                thrown,
                "job_id=%d job_type=%s run_id=%s uid=%s: unexpected failure",
                job.lease().jobId(),
                job.type().word(),
                job.runId(),
                job.minerUid());
        return Failure.of(Code.VALIDATOR_INTERNAL, thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }

    private Uni<Void> write(TaskResult result) {
        if (result instanceof TaskResult.Failed failed) {
            return retry(failed.step(), failed.failure().code())
                    .flatMap(decision -> finish(Settlement.of(job, result, decision)));
        }
        return finish(Settlement.of(job, result, new RetryDecision.Exhausted(0)));
    }

    private Uni<Void> finish(Settlement settlement) {
        int n = outcomes.getAndAdd(settlement.report().outcomes().size());
        return queue.finish(job.lease(), settlement.end(), settlement.report(), n)
                .flatMap(held -> held ? Uni.createFrom().voidItem() : discarded());
    }

    private Uni<Void> discarded() {
        onLost.run();
        LOG.infof(
                "job_id=%d job_type=%s: the lease was lost, the work is discarded",
                job.lease().jobId(), job.type().word());
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> report(Report report) {
        if (lost) {
            return Uni.createFrom().failure(new LeaseLostException(job.lease()));
        }
        int n = outcomes.getAndAdd(report.outcomes().size());
        return queue.report(job.lease(), report, n).flatMap(held -> {
            lost |= !held;
            return held ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new LeaseLostException(job.lease()));
        });
    }

    @Override
    public Uni<RetryDecision> retry(StepKey step, Code code) {
        long jitterKey = job.lease().jobId() * 31 + job.lease().token();
        return history.used(job, step)
                .map(used -> RetryPolicies.of(step).decide(code, used.retries(), used.testMode(), jitterKey));
    }
}
