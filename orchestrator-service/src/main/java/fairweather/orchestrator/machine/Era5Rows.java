package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.CANCEL_JOBS;
import static fairweather.orchestrator.machine.EffectKind.CLOSE_STEPS;
import static fairweather.orchestrator.machine.EffectKind.END_LEAD;
import static fairweather.orchestrator.machine.EffectKind.VOID_SCORES;
import static fairweather.orchestrator.machine.Transition.STAYS;
import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.ERA5_SCORED;
import static fairweather.response.ResponseStatus.ERA5_SCORING;
import static fairweather.response.ResponseStatus.FAILED;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.machine.Effect.EndLead;
import fairweather.orchestrator.machine.ResponseEvent.LeadFailed;
import fairweather.orchestrator.machine.ResponseEvent.LeadScored;
import fairweather.orchestrator.machine.ResponseEvent.LeadStarted;
import fairweather.orchestrator.machine.ResponseEvent.TruthGone;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The leads, one by one, until the last is decided: then the response is scored if any lead was, else failed.
 *
 * <p>A lead is scored in ERA5_SCORING only: a response in DAY1_SCORED has no scored lead.
 */
final class Era5Rows {
    static final List<Transition<?>> ROWS = List.of(
            new Transition<>(
                    LeadStarted.class,
                    Set.of(DAY1_SCORED),
                    Guard.none(),
                    List.of(ERA5_SCORING),
                    List.of(),
                    Era5Rows::started),
            new Transition<>(
                    LeadStarted.class, Set.of(ERA5_SCORING), Guard.none(), STAYS, List.of(), Era5Rows::started),
            new Transition<>(
                    LeadScored.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "the lead is open, and so are others",
                            (state, event, facts) ->
                                    open(state, event.leadHours()) && !Leads.last(state, event.leadHours(), facts)),
                    STAYS,
                    List.of(),
                    Era5Rows::scored),
            new Transition<>(
                    LeadScored.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "the lead is the last open one",
                            (state, event, facts) ->
                                    open(state, event.leadHours()) && Leads.last(state, event.leadHours(), facts)),
                    List.of(ERA5_SCORED),
                    List.of(CANCEL_JOBS),
                    (state, event, facts, at) ->
                            Leads.complete(scored(state, event, facts, at).state(), at)),
            new Transition<>(
                    LeadFailed.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "the lead is open; it is tried again",
                            (state, event, facts) -> open(state, event.leadHours()) && !event.last()),
                    STAYS,
                    List.of(),
                    Era5Rows::retried),
            new Transition<>(
                    LeadFailed.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "the lead is open; the frozen bytes have changed",
                            (state, event, facts) -> open(state, event.leadHours()) && event.changed()),
                    List.of(FAILED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                    (state, event, facts, at) -> Endings.failed(state, Stage.ERA5.word(), event.failure(), at)),
            new Transition<>(
                    LeadFailed.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "for good; the lead is open, and so are others",
                            (state, event, facts) ->
                                    lost(state, event) && !Leads.last(state, event.leadHours(), facts)),
                    STAYS,
                    List.of(),
                    Era5Rows::failed),
            new Transition<>(
                    LeadFailed.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "for good; the lead is the last open one, some lead is scored",
                            (state, event, facts) -> lost(state, event)
                                    && Leads.last(state, event.leadHours(), facts)
                                    && state.scores().anyScored()),
                    List.of(ERA5_SCORED),
                    List.of(CANCEL_JOBS),
                    (state, event, facts, at) ->
                            Leads.complete(failed(state, event, facts, at).state(), at)),
            new Transition<>(
                    LeadFailed.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "for good; the lead is the last open one, no lead is scored",
                            (state, event, facts) -> lost(state, event)
                                    && Leads.last(state, event.leadHours(), facts)
                                    && !state.scores().anyScored()),
                    List.of(FAILED),
                    List.of(CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                    (state, event, facts, at) ->
                            Leads.noneScored(failed(state, event, facts, at).state(), at)),
            new Transition<>(
                    TruthGone.class,
                    Set.of(DAY1_SCORED, ERA5_SCORING),
                    new Guard<>(
                            "the lead is open, and so are others",
                            (state, event, facts) ->
                                    open(state, event.leadHours()) && !Leads.last(state, event.leadHours(), facts)),
                    STAYS,
                    List.of(END_LEAD),
                    Era5Rows::gone),
            new Transition<>(
                    TruthGone.class,
                    Set.of(ERA5_SCORING),
                    new Guard<>(
                            "the lead is the last open one, some lead is scored",
                            (state, event, facts) -> open(state, event.leadHours())
                                    && Leads.last(state, event.leadHours(), facts)
                                    && state.scores().anyScored()),
                    List.of(ERA5_SCORED),
                    List.of(END_LEAD, CANCEL_JOBS),
                    (state, event, facts, at) -> {
                        Change gone = gone(state, event, facts, at);
                        return Leads.after(gone.effects(), Leads.complete(gone.state(), at));
                    }),
            new Transition<>(
                    TruthGone.class,
                    Set.of(DAY1_SCORED, ERA5_SCORING),
                    new Guard<>(
                            "the lead is the last open one, no lead is scored",
                            (state, event, facts) -> open(state, event.leadHours())
                                    && Leads.last(state, event.leadHours(), facts)
                                    && !state.scores().anyScored()),
                    List.of(FAILED),
                    List.of(END_LEAD, CANCEL_JOBS, CLOSE_STEPS, VOID_SCORES),
                    (state, event, facts, at) -> {
                        Change gone = gone(state, event, facts, at);
                        return Leads.after(gone.effects(), Leads.noneScored(gone.state(), at));
                    }));

    private Era5Rows() {}

    private static boolean open(ResponseState state, int lead) {
        return !state.scores().decided(lead);
    }

    private static boolean lost(ResponseState state, LeadFailed event) {
        return open(state, event.leadHours()) && event.last() && !event.changed();
    }

    /** The word of the progress board for a lead. */
    private static String progress(int lead) {
        return "era5_scoring_" + lead + "h";
    }

    private static Change started(ResponseState state, LeadStarted event, RunFacts facts, Instant at) {
        return Change.of(state.with(Progress.at(progress(event.leadHours()), "scoring")));
    }

    private static Change scored(ResponseState state, LeadScored event, RunFacts facts, Instant at) {
        Lead lead = new Lead.Scored(event.score(), event.components());
        return Change.of(state.with(state.scores().withLead(event.leadHours(), lead))
                .with(Progress.at(progress(event.leadHours()), "in_progress")));
    }

    private static Change retried(ResponseState state, LeadFailed event, RunFacts facts, Instant at) {
        return Change.of(state.with(new Progress(
                progress(event.leadHours()), "waiting_retry", event.failure(), event.remaining(), event.nextRetry())));
    }

    private static Change failed(ResponseState state, LeadFailed event, RunFacts facts, Instant at) {
        Failure failure = event.failure();
        Lead lead = failure.code().blameless() ? new Lead.Lost(failure.code()) : new Lead.Failed(failure.code());
        return Change.of(state.with(state.scores().withLead(event.leadHours(), lead))
                .with(new Progress(progress(event.leadHours()), "error", failure, 0, null)));
    }

    private static Change gone(ResponseState state, TruthGone event, RunFacts facts, Instant at) {
        return Change.of(
                state.with(state.scores().withLead(event.leadHours(), new Lead.Unavailable())),
                new EndLead(event.leadHours(), Failure.of(Code.TRUTH_UNAVAILABLE, event.reason())));
    }
}
