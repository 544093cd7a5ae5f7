package fairweather.proof.simulation.process;

import fairweather.failure.FailureException;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.job.WorkerPool;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.proof.simulation.check.Invariants;
import fairweather.proof.simulation.process.Script.Step;
import fairweather.proof.simulation.store.AuditedQueue;
import fairweather.proof.simulation.store.Events;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A process of the simulation, without mishaps. */
final class SimulatedProcess extends WorkingProcess implements Events {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final VirtualTime time = new VirtualTime(Instant.parse("2018-10-06T00:00:00Z"));
    private final Store store;
    private Worker worker;
    private boolean gateOpen;

    SimulatedProcess() {
        InMemoryJobQueue memory = new InMemoryJobQueue(time);
        Invariants invariants = new Invariants();
        store = new Store(
                new AuditedQueue(calls.of(memory), memory, time, this), time, this, new Trace(time, null), invariants);
        invariants.watch(store);
    }

    @Override
    void enqueue(NewJob job) {
        store.queue().enqueue(job);
    }

    @Override
    void start(int slots) {
        Worker.Lane lane = new Worker.Lane(slots, job -> this::next);
        Mishaps none = new Mishaps(new Dice(1), false);
        worker = new Worker("worker", time, store.trace(), none, store, Map.of(TYPE, lane));
        worker.start();
    }

    private Step next(Attempt attempt) {
        TaskResult done = TaskResult.succeeded(Report.NOTHING);
        return switch (conduct(attempt.job().lease().jobId())) {
            case SUCCEEDS -> new Step.Return(done, 1);
            case FAILS -> throw new FailureException(REFUSED);
            case WAITS -> new Step.Return(new TaskResult.Deferred(LATER, "later", null, Report.NOTHING), 1);
            case NEVER_RETURNS -> new Step.Go(NEVER);
            case REPORTS_AT_THE_GATE -> {
                if (gateOpen) {
                    attempt.tell(Report.NOTHING);
                }
                yield atTheGate(done);
            }
            case RETURNS_AT_THE_GATE -> atTheGate(done);
        };
    }

    private Step atTheGate(TaskResult done) {
        return gateOpen ? new Step.Return(done, 1) : new Step.Go(100);
    }

    @Override
    void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!time.step(NEVER)) {
                throw new AssertionError("nothing more happens after " + calls.lines());
            }
        }
    }

    @Override
    void cancel(long jobId) {
        store.cancelJob(jobId, "by order");
    }

    @Override
    void openGate() {
        gateOpen = true;
    }

    @Override
    void storeAwayUntilGivenUp() {
        worker.storeAway(NEVER);
        openGate();
        long givenUp = time.now() + 2 * WorkerPool.LEASE.toMillis();
        await(() -> time.now() > givenUp);
        worker.storeAway(0);
    }

    @Override
    void stop() {
        worker.stop();
        openGate();
        await(() -> !worker.up());
    }

    @Override
    public void work(JobType type, long due) {
        if (worker != null) {
            worker.hear(type, due, due <= time.now());
        }
    }

    @Override
    public void room(JobType type) {
        worker.hear(type, time.now(), false);
    }

    @Override
    public void outcomes() {}

    @Override
    public void lease(long end) {}
}
