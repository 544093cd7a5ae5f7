package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.CANCEL_JOBS;
import static fairweather.orchestrator.machine.EffectKind.CLOSE_STEPS;
import static fairweather.orchestrator.machine.EffectKind.VOID_SCORES;
import static fairweather.response.ResponseStatus.CANCELLED;
import static fairweather.response.ResponseStatus.FAILED;

import fairweather.failure.Code;
import fairweather.orchestrator.machine.ResponseEvent.Cancelled;
import fairweather.orchestrator.machine.ResponseEvent.JobCancelled;
import fairweather.orchestrator.machine.ResponseEvent.JobLost;
import fairweather.orchestrator.machine.ResponseEvent.RunFailed;
import fairweather.response.ResponseStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What ends a response wherever it is. */
final class EndRows {
    private static final Set<ResponseStatus> LIVE = EnumSet.complementOf(
            EnumSet.of(ResponseStatus.ERA5_SCORED, ResponseStatus.FAILED, ResponseStatus.CANCELLED));

    static final List<Transition<?>> ROWS = List.of(
            new Transition<>(
                    JobLost.class,
                    LIVE,
                    Guard.none(),
                    List.of(FAILED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS),
                    (state, event, facts, at) ->
                            Endings.failedThroughUs(state, Stage.in(state), Code.LEASE_EXPIRED, event.message(), at)),
            new Transition<>(
                    JobCancelled.class,
                    LIVE,
                    Guard.none(),
                    List.of(FAILED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS),
                    (state, event, facts, at) -> Endings.failedThroughUs(
                            state, Stage.in(state), Code.VALIDATOR_INTERNAL, event.reason(), at)),
            new Transition<>(
                    RunFailed.class,
                    LIVE,
                    Guard.none(),
                    List.of(FAILED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS),
                    (state, event, facts, at) -> Endings.failedThroughUs(
                            state, event.stage(), Code.VALIDATOR_INTERNAL, event.message(), at)),
            new Transition<>(
                    Cancelled.class,
                    LIVE,
                    Guard.none(),
                    List.of(CANCELLED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                    (state, event, facts, at) -> Endings.cancelled(state, event.code(), event.reason())));

    private EndRows() {}
}
