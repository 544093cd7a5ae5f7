package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.COUNT_EXCHANGE;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_POLL;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_VERIFY;
import static fairweather.orchestrator.machine.Transition.STAYS;
import static fairweather.response.ResponseStatus.CREATED;
import static fairweather.response.ResponseStatus.FETCH_INITIATED;
import static fairweather.response.ResponseStatus.FORECAST_READY;
import static fairweather.response.ResponseStatus.INFERENCE_RUNNING;

import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect.CountExchange;
import fairweather.orchestrator.machine.Effect.Enqueue;
import fairweather.orchestrator.machine.ResponseEvent.PollDone;
import fairweather.orchestrator.machine.ResponseEvent.PollRunning;
import fairweather.orchestrator.machine.ResponseEvent.PollTrouble;
import fairweather.orchestrator.machine.ResponseEvent.QueryAccepted;
import fairweather.orchestrator.machine.ResponseEvent.QueryReady;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** From the question to a miner until its forecast is finished. */
final class InferenceRows {
    static final List<Transition<?>> ROWS = List.of(
            new Transition<>(
                    QueryAccepted.class,
                    Set.of(CREATED),
                    Guard.none(),
                    List.of(FETCH_INITIATED, INFERENCE_RUNNING),
                    List.of(COUNT_EXCHANGE, ENQUEUE_POLL),
                    InferenceRows::accepted),
            new Transition<>(
                    QueryReady.class,
                    Set.of(CREATED),
                    Guard.none(),
                    List.of(FORECAST_READY),
                    List.of(COUNT_EXCHANGE, ENQUEUE_VERIFY),
                    InferenceRows::readyAtOnce),
            new Transition<>(
                    PollRunning.class,
                    Set.of(INFERENCE_RUNNING),
                    Guard.none(),
                    STAYS,
                    List.of(COUNT_EXCHANGE),
                    InferenceRows::running),
            new Transition<>(
                    PollTrouble.class,
                    Set.of(INFERENCE_RUNNING),
                    Guard.none(),
                    STAYS,
                    List.of(COUNT_EXCHANGE),
                    InferenceRows::trouble),
            new Transition<>(
                    PollDone.class,
                    Set.of(INFERENCE_RUNNING),
                    Guard.none(),
                    List.of(FORECAST_READY),
                    List.of(COUNT_EXCHANGE),
                    InferenceRows::done));

    private InferenceRows() {}

    private static Change accepted(ResponseState state, QueryAccepted event, RunFacts facts, Instant at) {
        ResponseState next = state.withJobId(event.jobId())
                .with(state.timings().acceptedAt(at))
                .with(Progress.at(Stage.POLL.progress(), "in_progress"));
        return Change.of(
                next,
                new CountExchange(null, event.latencyMs()),
                poll(Due.after(facts.config().pollInterval())));
    }

    private static Change readyAtOnce(ResponseState state, QueryReady event, RunFacts facts, Instant at) {
        ResponseState accepted =
                state.withJobId(event.jobId()).with(state.timings().acceptedAt(at));
        return Change.of(ready(accepted, at), new CountExchange(null, event.latencyMs()), verify());
    }

    private static Change running(ResponseState state, PollRunning event, RunFacts facts, Instant at) {
        ResponseState next =
                state.with(state.timings().polledAt(at)).with(Progress.at(Stage.POLL.progress(), "polling"));
        return Change.of(next, new CountExchange(null, event.latencyMs()));
    }

    private static Change trouble(ResponseState state, PollTrouble event, RunFacts facts, Instant at) {
        Progress progress = new Progress(Stage.POLL.progress(), "polling", event.failure(), Progress.FULL_BUDGET, null);
        return Change.of(
                state.with(state.timings().polledAt(at)).with(progress),
                new CountExchange(event.failure().code(), event.latencyMs()));
    }

    /** The poll's own job goes on with the verification. */
    private static Change done(ResponseState state, PollDone event, RunFacts facts, Instant at) {
        ResponseState polled = state.with(state.timings().polledAt(at));
        return Change.of(ready(polled, at), new CountExchange(null, event.latencyMs()));
    }

    private static ResponseState ready(ResponseState state, Instant at) {
        return state.with(state.timings().inferenceCompletedAt(at))
                .with(Verification.pending())
                .with(Progress.at(Stage.VERIFY.progress(), "inference_complete"));
    }

    static Enqueue poll(Due due) {
        return new Enqueue(JobType.POLL_MINER, phase("poll"), due);
    }

    static Enqueue verify() {
        return new Enqueue(JobType.POLL_MINER, phase("verify"), Due.now());
    }

    private static JsonObject phase(String phase) {
        return new JsonObject().put("phase", phase).put("attempt", 0);
    }
}
