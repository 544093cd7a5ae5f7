package fairweather.proof.simulation.process;

import fairweather.failure.FailureException;
import fairweather.job.Lane;
import fairweather.job.NewJob;
import fairweather.job.QuickPool;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.WorkerPool;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.job.memory.InMemoryRetryHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** The worker pool itself, on a queue in memory whose time stands still. */
final class RealProcess extends WorkingProcess {
    private static final Instant NOW = Instant.parse("2018-10-06T00:00:00Z");

    private static final Duration GRACE = Duration.ofMillis(500);

    private final InMemoryJobQueue queue = new InMemoryJobQueue(() -> NOW);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final Duration hardLimit;
    private final Duration beat;
    private WorkerPool pool;

    RealProcess(Duration hardLimit, Duration beat) {
        this.hardLimit = hardLimit;
        this.beat = beat;
    }

    @Override
    void enqueue(NewJob job) {
        queue.enqueue(job).await().indefinitely();
    }

    @Override
    void start(int slots) {
        Lane lane = new Lane(TYPE, this::run, slots, executor, hardLimit);
        pool = QuickPool.of(calls.of(queue), new InMemoryRetryHistory(queue, false), lane, beat);
        pool.start();
    }

    private Uni<TaskResult> run(TaskContext context) {
        TaskResult done = TaskResult.succeeded(Report.NOTHING);
        return switch (conduct(context.job().lease().jobId())) {
            case SUCCEEDS -> Uni.createFrom().item(done);
            case FAILS -> Uni.createFrom().failure(new FailureException(REFUSED));
            case WAITS -> Uni.createFrom().item(new TaskResult.Deferred(LATER, "later", null, Report.NOTHING));
            case NEVER_RETURNS -> Uni.createFrom().nothing();
            case REPORTS_AT_THE_GATE ->
                Uni.createFrom()
                        .completionStage(gate)
                        .flatMap(open -> context.report(Report.NOTHING))
                        .replaceWith(done);
            case RETURNS_AT_THE_GATE -> Uni.createFrom().completionStage(gate).replaceWith(done);
        };
    }

    @Override
    void await(BooleanSupplier condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }

    @Override
    void cancel(long jobId) {
        queue.cancel(jobId, "by order").await().indefinitely();
    }

    @Override
    void openGate() {
        gate.complete(null);
    }

    @Override
    void storeAwayUntilGivenUp() {
        calls.away(true);
        openGate();
        await(() -> pool.running() == 0);
        calls.away(false);
    }

    @Override
    void stop() {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> pool.close(GRACE));
        openGate();
        closed.join();
        executor.shutdownNow();
    }
}
