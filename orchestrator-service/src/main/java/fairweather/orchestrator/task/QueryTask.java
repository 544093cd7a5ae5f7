package fairweather.orchestrator.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.orchestrator.gateway.MinerGateway.Reply;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.response.ResponseStatus;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** {@code weather.query_miner}: asks one miner for a forecast. */
public final class QueryTask extends BlockingTask {
    static final StepKey EXCHANGE = StepKey.communication("weather-initiate-fetch");

    private final Subjects subjects;
    private final MinerGateway gateway;

    public QueryTask(Subjects subjects, MinerGateway gateway) {
        this.subjects = subjects;
        this.gateway = gateway;
    }

    @Override
    TaskResult perform(TaskContext context) {
        ResponseFacts response = subjects.response(context.job());
        if (response.status() != ResponseStatus.CREATED) {
            return TaskResult.skipped("the response is " + response.status().word());
        }
        if (response.tooLateToAsk()) {
            Failure late = Failure.of(Code.VALIDATOR_INTERNAL, "not asked by " + response.lastRepeat());
            return new TaskResult.GivenUp(late, StepKey.QUERY, null, Report.NOTHING);
        }
        report(context, Report.of(StepEvent.started(StepKey.QUERY)));
        return switch (gateway.initiate(response.id(), response.trace())) {
            case Reply.Ours ours -> putOff(context, ours, Duration.ZERO);
            case Reply.Trouble trouble ->
                new TaskResult.Failed(
                        trouble.failure(),
                        StepKey.QUERY,
                        trouble.latencyMs(),
                        Report.of(StepEvent.failed(EXCHANGE, trouble.failure(), trouble.latencyMs())),
                        trouble.retryAfter());
            case Reply.Answer answer -> answered(response, answer);
        };
    }

    private TaskResult answered(ResponseFacts response, Reply.Answer answer) {
        String jobId = answer.body().getString("job_id");
        if (subjects.ownedByAnother(response, jobId)) {
            Failure failure = Failure.of(Code.ISOLATION, "the job id belongs to a different miner of this run");
            return TaskResult.failed(failure, StepKey.QUERY);
        }
        OutcomeKind kind = answer.result().equals("ready") ? OutcomeKind.QUERY_READY : OutcomeKind.QUERY_ACCEPTED;
        JsonObject data = new JsonObject().put("job_id", jobId).put("latency_ms", answer.latencyMs());
        JsonObject seen = new JsonObject().put("job_id", jobId);
        return TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.QUERY, answer.latencyMs(), seen))
                .and(StepEvent.succeeded(EXCHANGE, answer.latencyMs(), null))
                .and(new OutcomeDraft(kind, data)));
    }
}
