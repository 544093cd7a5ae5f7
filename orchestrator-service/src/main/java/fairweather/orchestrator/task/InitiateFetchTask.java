package fairweather.orchestrator.task;

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
    private final Subjects subjects;

    public InitiateFetchTask(Subjects subjects) {
        this.subjects = subjects;
    }

    @Override
    TaskResult perform(TaskContext context) {
        report(context, Report.of(StepEvent.started(StepKey.INITIATE_ALL)));
        int runId = context.job().runId();
        List<Integer> order = new ArrayList<>(subjects.unasked(runId));
        String validator = context.job().payload().getString("validator_hotkey", "");
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(31L * runId + validator.hashCode());
        Collections.shuffle(order, random);
        JsonObject data = new JsonObject().put("order", new JsonArray(order));
        StepEvent step = StepEvent.succeeded(StepKey.INITIATE_ALL, null, new JsonObject().put("miners", order.size()));
        return TaskResult.succeeded(Report.of(step).and(new OutcomeDraft(OutcomeKind.FETCH_INITIATED, data)));
    }
}
