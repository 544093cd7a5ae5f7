package fairweather.orchestrator.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
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
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code weather.poll_miner}, first phase: asks whether the forecast is ready, at most {@code max_polls} times. An
 * attempt is one completed exchange; it advances by deferral, so that our own outages spend none. When the miner is
 * ready the same job goes on with {@link VerifyPhase}.
 */
public final class PollTask extends BlockingTask {
    static final StepKey EXCHANGE = StepKey.communication("weather-poll-job-status");

    /** How often in a row a miner may answer with the same nonsense, refusal or server error. */
    private static final int PATIENCE = 3;

    private final Subjects subjects;
    private final MinerGateway gateway;
    private final LongSupplier nanoTime;
    private final VerifyPhase verify;

    /** @param nanoTime a clock that only runs forward, in ns */
    public PollTask(Subjects subjects, MinerGateway gateway, LongSupplier nanoTime) {
        this.subjects = subjects;
        this.gateway = gateway;
        this.nanoTime = nanoTime;
        this.verify = new VerifyPhase(gateway, nanoTime);
    }

    @Override
    TaskResult perform(TaskContext context) {
        ResponseFacts response = subjects.response(context.job());
        JsonObject payload = context.job().payload();
        if (response.jobIsAnothers()) {
            Failure twice = Failure.of(Code.ISOLATION, "the job id belongs to a different miner of this run");
            return givenUp(twice, context.job().step(), null);
        }
        if ("verify".equals(payload.getString("phase"))) {
            return verify.perform(context, response);
        }
        if (response.status() != ResponseStatus.INFERENCE_RUNNING) {
            return TaskResult.skipped("the response is " + response.status().word());
        }
        int n = payload.getInteger("attempt") + 1;
        StepKey step = StepKey.pollAttempt(n);
        if (response.wallPassed() && n > 1) {
            Duration wall = response.config().pollWall();
            return givenUp(Failure.of(Code.POLL_BUDGET, "not ready " + wall + " after acceptance"), step, null);
        }
        Optional<Failure> tooLate = response.tooLateToFreeze();
        if (tooLate.isPresent()) {
            return givenUp(tooLate.get(), step, null);
        }
        report(context, Report.of(StepEvent.started(step)));
        long began = nanoTime.getAsLong();
        return switch (gateway.poll(response.id(), response.trace())) {
            case Reply.Ours ours -> putOff(context, ours, since(began));
            case Reply.Trouble trouble -> trouble(response, payload, n, trouble);
            case Reply.Answer answer -> answered(context, response, n, answer);
        };
    }

    private Duration since(long began) {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    private TaskResult answered(TaskContext context, ResponseFacts response, int n, Reply.Answer answer) {
        JsonObject payload = context.job().payload();
        String word = answer.body().getString("word");
        JsonObject data = new JsonObject().put("n", n).put("latency_ms", answer.latencyMs());
        StepEvent step =
                StepEvent.succeeded(StepKey.pollAttempt(n), answer.latencyMs(), new JsonObject().put("word", word));
        Report report = Report.of(step).and(StepEvent.succeeded(EXCHANGE, answer.latencyMs(), null));
        return switch (answer.result()) {
            case "done" -> {
                JsonObject next = payload.copy().put("phase", "verify").put("attempt", n);
                next.remove(OUR_SECONDS);
                yield new TaskResult.Deferred(
                        Due.now(), "ready", next, report.and(new OutcomeDraft(OutcomeKind.POLL_DONE, data)));
            }
            case "running" -> {
                if (n >= response.config().maxPolls()) {
                    Failure spent = Failure.of(Code.POLL_BUDGET, "still " + word + " at poll " + n);
                    yield givenUp(spent, StepKey.pollAttempt(n), answer.latencyMs());
                }
                JsonObject next = payload.copy().put("attempt", n).put("good", true);
                next.remove("same_code");
                yield new TaskResult.Deferred(
                        Due.after(response.config().pollInterval()),
                        "the miner is still " + word,
                        next,
                        report.and(new OutcomeDraft(OutcomeKind.POLL_RUNNING, data)));
            }
            case "unknown_job" -> unknownJob(context, response, n, answer.latencyMs());
            default ->
                trouble(
                        response,
                        payload,
                        n,
                        new Reply.Trouble(
                                Failure.of(Code.PROTOCOL, "unknown status word " + word),
                                answer.latencyMs(),
                                Duration.ZERO));
        };
    }

    /** A miner that lost its job is asked once more for the forecast; then the poll goes on or the response fails. */
    private TaskResult unknownJob(TaskContext context, ResponseFacts response, int n, Long latencyMs) {
        JsonObject payload = context.job().payload();
        Failure lost = Failure.of(Code.JOB_UNKNOWN, "the miner does not know the job");
        if (payload.getBoolean("asked_again", false)) {
            return givenUp(lost, StepKey.pollAttempt(n), latencyMs);
        }
        long began = nanoTime.getAsLong();
        return switch (gateway.initiate(response.id(), response.trace())) {
            case Reply.Ours ours -> putOff(context, ours, since(began));
            case Reply.Trouble trouble -> givenUp(trouble.failure(), StepKey.pollAttempt(n), trouble.latencyMs());
            case Reply.Answer answer ->
                again(
                        response,
                        payload.copy().put("asked_again", true),
                        n,
                        new Reply.Trouble(lost, latencyMs, Duration.ZERO));
        };
    }

    private TaskResult trouble(ResponseFacts response, JsonObject payload, int n, Reply.Trouble trouble) {
        Failure failure = trouble.failure();
        Long latencyMs = trouble.latencyMs();
        Code code = failure.code();
        int same = code.name().equals(payload.getString("same_code")) ? payload.getInteger("same_count") + 1 : 1;
        boolean answersNonsense = code == Code.PROTOCOL || code == Code.HTTP_401_403;
        boolean brokeDown = code == Code.HTTP_5XX && payload.getBoolean("good", false);
        if (!code.retryable() || (answersNonsense && same >= PATIENCE)) {
            return givenUp(failure, StepKey.pollAttempt(n), latencyMs);
        }
        if (brokeDown && same >= PATIENCE) {
            return givenUp(Failure.of(Code.MINER_FAILED, "persistent 5xx"), StepKey.pollAttempt(n), latencyMs);
        }
        if (n >= response.config().maxPolls()) {
            Failure spent = Failure.of(Code.POLL_BUDGET, "no answer at poll " + n + ": " + failure.message());
            return givenUp(spent, StepKey.pollAttempt(n), latencyMs);
        }
        return again(response, payload.copy().put("same_code", code.name()).put("same_count", same), n, trouble);
    }

    private static TaskResult again(ResponseFacts response, JsonObject payload, int n, Reply.Trouble trouble) {
        Failure failure = trouble.failure();
        JsonObject data = new JsonObject()
                .put("n", n)
                .put("code", failure.code().name())
                .put("message", failure.message())
                .put("latency_ms", trouble.latencyMs());
        Report report = Report.of(StepEvent.failed(StepKey.pollAttempt(n), failure, trouble.latencyMs()))
                .and(StepEvent.failed(EXCHANGE, failure, trouble.latencyMs()))
                .and(new OutcomeDraft(OutcomeKind.POLL_TROUBLE, data));
        Duration interval = response.config().pollInterval();
        Duration wait = trouble.retryAfter().compareTo(interval) > 0 ? trouble.retryAfter() : interval;
        return new TaskResult.Deferred(Due.after(wait), failure.message(), payload.put("attempt", n), report);
    }

    private static TaskResult givenUp(Failure failure, StepKey step, Long latencyMs) {
        return new TaskResult.GivenUp(failure, step, latencyMs, Report.NOTHING);
    }
}
