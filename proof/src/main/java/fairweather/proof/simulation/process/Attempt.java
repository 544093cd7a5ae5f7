package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.LeaseLostException;
import fairweather.job.Report;
import fairweather.job.Settlement;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.WorkerPool;
import fairweather.proof.simulation.store.StepRow;
import fairweather.proof.simulation.store.Store;
import fairweather.retry.RetryDecision;
import fairweather.retry.RetryPolicies;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One attempt at a job, by the rules of the worker pool's own attempts, in steps of virtual time. */
public final class Attempt implements TaskContext {
    private static final Duration DATABASE_BACK = Duration.ofSeconds(5);
    private static final long FIRST_REPEAT = 200;
    private static final long LONGEST_REPEAT = 3000;

    private final Host host;
    private final Store store;
    private final Job job;
    private final Script script;
    private final Runnable ended;
    private final long deadline;
    private int outcomes;
    private boolean lost;
    private boolean over;

    Attempt(Host host, Store store, Job job, Script script, Runnable ended) {
        this.host = host;
        this.store = store;
        this.job = job;
        this.script = script;
        this.ended = ended;
        this.deadline = host.time().now() + job.type().hardLimit().toMillis();
    }

    @Override
    public Job job() {
        return job;
    }

    public Store store() {
        return store;
    }

    void count(Mishap mishap) {
        host.mishaps().count(mishap);
    }

    void lose() {
        lost = true;
    }

    void begin() {
        if (host.mishaps().hangs()) {
            later(Long.MAX_VALUE / 2, this::advance);
        } else {
            advance();
        }
    }

    private void advance() {
        if (strikes()) {
            return;
        }
        try {
            switch (script.next(this)) {
                case Script.Step.Go go -> later(go.millis(), this::advance);
                case Script.Step.Return done -> later(done.millis(), () -> settle(done.result()));
            }
        } catch (Trouble away) {
            settle(new TaskResult.Deferred(Due.after(DATABASE_BACK), "the database is away", null, Report.NOTHING));
        } catch (LeaseLostException gone) {
            end();
        } catch (FailureException failed) {
            settle(TaskResult.failed(failed.failure(), job.step()));
        }
    }

    /** Goes on after a while, unless the hard limit comes before. */
    private void later(long millis, Runnable next) {
        long left = deadline - host.time().now();
        if (millis <= left) {
            host.plan(millis, next);
        } else {
            Failure late =
                    Failure.of(Code.JOB_DEADLINE, "not done after " + job.type().hardLimit());
            host.plan(left, () -> settle(TaskResult.failed(late, job.step())));
        }
    }

    /** Whether something happens to the process just here. */
    private boolean strikes() {
        if (host.mishaps().crashesHere()) {
            host.crash();
            return true;
        }
        if (host.mishaps().pausesHere()) {
            host.pause(host.mishaps().dice().between(31_000, 120_000));
            host.plan(0, this::advance);
            return true;
        }
        return false;
    }

    /** What comes after the loss was told is of no use. */
    private void settle(TaskResult result) {
        if (lost) {
            end();
            return;
        }
        write(result, host.time().now(), FIRST_REPEAT);
    }

    /** If the store is away for as long as a lease lasts, nothing is written and the lease lapses. */
    private void write(TaskResult result, long since, long repeat) {
        try {
            RetryDecision decision = result instanceof TaskResult.Failed failed
                    ? decide(failed.step(), failed.failure().code())
                    : new RetryDecision.Exhausted(0);
            Settlement settlement = Settlement.of(job, result, decision);
            finish(settlement);
            end();
        } catch (Trouble away) {
            if (host.time().now() - since < WorkerPool.LEASE.toMillis()) {
                long next = Math.min(LONGEST_REPEAT, repeat * 2);
                host.plan(repeat, () -> write(result, since, next));
            } else {
                end();
            }
        }
    }

    private void finish(Settlement settlement) {
        int n = outcomes;
        outcomes += settlement.report().outcomes().size();
        host.call(
                () -> store.finish(job.lease(), settlement.end(), settlement.report(), n),
                Mishap.DONE_BUT_REPORTED_FAILED);
        if (host.mishaps().sentTwice()) {
            store.finish(job.lease(), settlement.end(), settlement.report(), n);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            ended.run();
        }
    }

    /** Writes in mid-task. */
    public void tell(Report report) {
        if (lost) {
            throw new LeaseLostException(job.lease());
        }
        int n = outcomes;
        outcomes += report.outcomes().size();
        if (!host.call(() -> store.report(job.lease(), report, n))) {
            lost = true;
            throw new LeaseLostException(job.lease());
        }
    }

    /** What the policy says about one more failure of a step. */
    public RetryDecision decide(StepKey step, Code code) {
        long jitterKey = job.lease().jobId() * 31 + job.lease().token();
        int used = host.call(() -> store.tables().steps().find(job.runId(), job.stepHotkey(), step))
                .map(StepRow::retries)
                .orElse(0);
        return RetryPolicies.of(step).decide(code, used, false, jitterKey);
    }

    @Override
    public Uni<Void> report(Report report) {
        return Uni.createFrom().item(() -> {
            tell(report);
            return null;
        });
    }

    @Override
    public Uni<RetryDecision> retry(StepKey step, Code code) {
        return Uni.createFrom().item(() -> decide(step, code));
    }
}
