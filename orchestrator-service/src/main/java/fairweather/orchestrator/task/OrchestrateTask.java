package fairweather.orchestrator.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code weather.run.orchestrate}: reports who takes part; repeated, the fold only adds who is missing. */
public final class OrchestrateTask extends BlockingTask {
    private final Subjects subjects;

    public OrchestrateTask(Subjects subjects) {
        this.subjects = subjects;
    }

    @Override
    TaskResult perform(TaskContext context) {
        report(context, Report.of(StepEvent.started(StepKey.STATS_ROWS)).and(StepEvent.started(StepKey.SEED_ROWS)));
        JsonArray miners = new JsonArray();
        for (Subjects.Miner miner : subjects.registered(subset(context.job().payload()))) {
            miners.add(new JsonObject().put("uid", miner.uid()).put("hotkey", miner.hotkey()));
        }
        if (miners.isEmpty()) {
            return TaskResult.failed(Failure.of(Code.VALIDATOR_INTERNAL, "no miner is registered"), StepKey.SEED_ROWS);
        }
        JsonObject count = new JsonObject().put("miners", miners.size());
        return TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.STATS_ROWS, null, count))
                .and(StepEvent.succeeded(StepKey.SEED_ROWS, null, count))
                .and(new OutcomeDraft(OutcomeKind.RUN_SEEDED, new JsonObject().put("miners", miners))));
    }

    /** Null for all. */
    private static List<Integer> subset(JsonObject payload) {
        JsonArray uids = payload.getJsonArray("uids");
        return uids == null
                ? null
                : uids.stream().map(uid -> ((Number) uid).intValue()).toList();
    }
}
