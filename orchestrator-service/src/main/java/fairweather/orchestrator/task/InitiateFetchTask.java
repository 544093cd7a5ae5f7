package fairweather.orchestrator.task;

import fairweather.database.Database;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** {@code weather.initiate_fetch}: asks for one query per miner, in an order that differs by validator and run. */
public final class InitiateFetchTask extends BlockingTask {
    private static final String MINERS =
            "SELECT miner_uid FROM weather_miner_responses WHERE run_id = $1 AND status = 'created' ORDER BY miner_uid";

    private final Database database;

    public InitiateFetchTask(Database database) {
        this.database = database;
    }

    @Override
    TaskResult perform(TaskContext context) {
        report(context, Report.of(StepEvent.started(StepKey.INITIATE_ALL)));
        int runId = context.job().runId();
        List<Integer> order = new ArrayList<>(database.query(MINERS, runId).stream()
                .map(row -> row.getInteger("miner_uid"))
                .toList());
        String validator = context.job().payload().getString("validator_hotkey", "");
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(31L * runId + validator.hashCode());
        Collections.shuffle(order, random);
        JsonObject data = new JsonObject().put("order", new JsonArray(order));
        StepEvent step = StepEvent.succeeded(StepKey.INITIATE_ALL, null, new JsonObject().put("miners", order.size()));
        return TaskResult.succeeded(Report.of(step).and(new OutcomeDraft(OutcomeKind.FETCH_INITIATED, data)));
    }
}
