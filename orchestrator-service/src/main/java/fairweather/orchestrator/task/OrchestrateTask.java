package fairweather.orchestrator.task;

import fairweather.database.Database;
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
import io.vertx.mutiny.sqlclient.Row;

/** {@code weather.run.orchestrate}: reports who takes part; repeated, the fold only adds who is missing. */
public final class OrchestrateTask extends BlockingTask {
    private static final String REGISTERED = """
            SELECT uid, hotkey FROM node_table
            WHERE hotkey IS NOT NULL AND ($1::integer[] IS NULL OR uid = ANY ($1)) ORDER BY uid
            """;

    private final Database database;

    public OrchestrateTask(Database database) {
        this.database = database;
    }

    @Override
    TaskResult perform(TaskContext context) {
        report(context, Report.of(StepEvent.started(StepKey.STATS_ROWS)).and(StepEvent.started(StepKey.SEED_ROWS)));
        JsonArray miners = new JsonArray();
        for (Row row : database.query(REGISTERED, (Object) subset(context.job().payload()))) {
            miners.add(new JsonObject().put("uid", row.getInteger("uid")).put("hotkey", row.getString("hotkey")));
        }
        if (miners.isEmpty()) {
            return TaskResult.failed(Failure.of(Code.VALIDATOR_INTERNAL, "no miner is registered"), StepKey.SEED_ROWS);
        }
        JsonObject count = new JsonObject().put("miners", miners.size());
        return TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.STATS_ROWS, null, count))
                .and(StepEvent.succeeded(StepKey.SEED_ROWS, null, count))
                .and(new OutcomeDraft(OutcomeKind.RUN_SEEDED, new JsonObject().put("miners", miners))));
    }

    private static Integer[] subset(JsonObject payload) {
        JsonArray uids = payload.getJsonArray("uids");
        return uids == null
                ? null
                : uids.stream().map(uid -> ((Number) uid).intValue()).toArray(Integer[]::new);
    }
}
