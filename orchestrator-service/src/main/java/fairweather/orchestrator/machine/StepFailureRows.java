package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.CANCEL_JOBS;
import static fairweather.orchestrator.machine.EffectKind.CLOSE_STEPS;
import static fairweather.orchestrator.machine.EffectKind.COUNT_EXCHANGE;
import static fairweather.orchestrator.machine.EffectKind.VOID_SCORES;
import static fairweather.orchestrator.machine.Transition.STAYS;
import static fairweather.response.ResponseStatus.CANCELLED;
import static fairweather.response.ResponseStatus.FAILED;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.machine.Effect.CountExchange;
import fairweather.orchestrator.machine.ResponseEvent.StepFailed;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a failed attempt means: the same three things in every stage. */
final class StepFailureRows {
    static final List<Transition<?>> ROWS =
            Stream.of(Stage.values()).flatMap(StepFailureRows::of).toList();

    private StepFailureRows() {}

    private static Stream<Transition<?>> of(Stage stage) {
        return Stream.of(
                new Transition<>(
                        StepFailed.class,
                        stage.states(),
                        new Guard<>(
                                "of " + stage.word() + "; it is tried again",
                                (state, event, facts) -> event.of(stage) && !event.deregistered() && !event.last()),
                        STAYS,
                        List.of(COUNT_EXCHANGE),
                        (state, event, facts, at) -> retried(state, stage, event)),
                new Transition<>(
                        StepFailed.class,
                        stage.states(),
                        new Guard<>(
                                "of " + stage.word() + ", for good",
                                (state, event, facts) -> event.of(stage) && !event.deregistered() && event.last()),
                        List.of(FAILED),
                        List.of(COUNT_EXCHANGE, CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                        (state, event, facts, at) -> failed(state, stage, event, at)),
                new Transition<>(
                        StepFailed.class,
                        stage.states(),
                        new Guard<>(
                                "of " + stage.word() + "; the miner is deregistered",
                                (state, event, facts) -> event.of(stage) && event.deregistered()),
                        List.of(CANCELLED),
                        List.of(CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                        (state, event, facts, at) -> Endings.cancelled(
                                state, Code.DEREGISTERED, event.failure().message())));
    }

    private static Change retried(ResponseState state, Stage stage, StepFailed event) {
        String word = stage == Stage.DAY1 ? "waiting_retry" : "retrying";
        Progress progress = new Progress(stage.progress(), word, event.failure(), event.remaining(), event.nextRetry());
        return Change.of(noted(state, stage, event.failure()).with(progress), exchange(stage, event));
    }

    private static Change failed(ResponseState state, Stage stage, StepFailed event, Instant at) {
        ResponseState noted = noted(state, stage, event.failure());
        return Leads.after(List.of(exchange(stage, event)), Endings.failed(noted, stage.word(), event.failure(), at));
    }

    private static CountExchange exchange(Stage stage, StepFailed event) {
        return new CountExchange(event.failure().code(), event.latencyMs(), stage.beforeFreeze());
    }

    /** A miner's trouble in opening its store says how the store can be reached. */
    private static ResponseState noted(ResponseState state, Stage stage, Failure failure) {
        boolean storeIsBad = stage == Stage.VERIFY && !failure.code().blameless();
        return storeIsBad ? state.with(hosting(failure)) : state;
    }

    private static Hosting hosting(Failure failure) {
        String word = switch (failure.category()) {
            case TIMEOUT -> "timeout";
            case CONNECTION, NOT_FOUND -> "inaccessible";
            default -> "error";
        };
        return new Hosting(word, null);
    }
}
