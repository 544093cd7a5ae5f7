package fairweather.orchestrator.task;

import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.Task;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.orchestrator.gateway.MinerGateway.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A task written as plain waiting code; its lane starts it on a virtual thread. */
abstract class BlockingTask implements Task {
    /** How soon our own trouble is tried again at first. */
    static final Duration OUR_TROUBLE = Duration.ofSeconds(5);

    /** How soon it is tried again at the latest, however long it lasts. */
    static final Duration LONGEST_TROUBLE = Duration.ofMinutes(1);

    /** Where a payload keeps what our own trouble has cost; see {@link ResponseFacts#ours}. */
    static final String OUR_SECONDS = "our_seconds";

    private static final Duration REPORT_LIMIT = Duration.ofSeconds(30);

    @Override
    public final Uni<TaskResult> run(TaskContext context) {
        return Uni.createFrom().item(() -> perform(context));
    }

    abstract TaskResult perform(TaskContext context);

    /**
     * Waits until our own trouble may be over: no attempt and no patience of the miner's is spent, and what it costs is
     * kept account of. The longer it has lasted, the longer is the wait.
     *
     * @param lost the time that the attempt itself took
     */
    static TaskResult putOff(TaskContext context, Reply.Ours ours, Duration lost) {
        JsonObject payload = context.job().payload();
        double before = payload.getDouble(OUR_SECONDS, 0.0);
        double wait = Math.clamp(before, OUR_TROUBLE.toSeconds(), LONGEST_TROUBLE.toSeconds());
        double spent = wait + lost.toMillis() / 1000.0;
        return new TaskResult.Deferred(
                Due.after(Duration.ofMillis(Math.round(wait * 1000))),
                ours.why(),
                payload.copy().put(OUR_SECONDS, before + spent),
                Report.NOTHING);
    }

    static void report(TaskContext context, Report report) {
        context.report(report).await().atMost(REPORT_LIMIT);
    }
}
