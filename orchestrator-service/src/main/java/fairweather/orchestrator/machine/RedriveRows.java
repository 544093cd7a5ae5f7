package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.AWAIT_LEADS;
import static fairweather.orchestrator.machine.EffectKind.CANCEL_JOBS;
import static fairweather.orchestrator.machine.EffectKind.END_LEAD;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_DAY1;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_ERA5;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_POLL;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_QUERY;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_VERIFY;
import static fairweather.orchestrator.machine.EffectKind.REOPEN_STEPS;
import static fairweather.orchestrator.machine.EffectKind.RESTORE_SCORES;
import static fairweather.response.ResponseStatus.CREATED;
import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.ERA5_SCORED;
import static fairweather.response.ResponseStatus.ERA5_SCORING;
import static fairweather.response.ResponseStatus.FAILED;
import static fairweather.response.ResponseStatus.FORECAST_READY;
import static fairweather.response.ResponseStatus.INFERENCE_RUNNING;

import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect.AwaitLeads;
import fairweather.orchestrator.machine.Effect.Enqueue;
import fairweather.orchestrator.machine.Effect.ReopenSteps;
import fairweather.orchestrator.machine.Effect.RestoreScores;
import fairweather.orchestrator.machine.ResponseEvent.Redriven;
import fairweather.response.ResponseStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The way back that an operator may order for a failed response: to where the stage that failed begins. What the stage
 * before it brought stays; what counts against the stage itself (its retries, its polls, its wall) begins anew.
 */
final class RedriveRows {
    private static final List<EffectKind> LEADS_GO_ON =
            List.of(REOPEN_STEPS, RESTORE_SCORES, END_LEAD, AWAIT_LEADS, ENQUEUE_ERA5);

    static final List<Transition<?>> ROWS = List.of(
            row(
                    failedIn(Stage.QUERY, ""),
                    CREATED,
                    List.of(REOPEN_STEPS, ENQUEUE_QUERY),
                    (state, event, facts, at) -> redriven(
                            state.withJobId(null).with(Timings.NONE),
                            event,
                            new Enqueue(JobType.QUERY_MINER, new JsonObject(), Due.now()))),
            row(
                    failedIn(Stage.POLL, ""),
                    INFERENCE_RUNNING,
                    List.of(REOPEN_STEPS, ENQUEUE_POLL),
                    (state, event, facts, at) -> redriven(
                            state.with(state.timings().restartedAt(at)), event, InferenceRows.poll(Due.now()))),
            row(
                    failedIn(Stage.VERIFY, ""),
                    FORECAST_READY,
                    List.of(REOPEN_STEPS, ENQUEUE_VERIFY),
                    (state, event, facts, at) ->
                            redriven(state.with(Verification.pending()), event, InferenceRows.verify())),
            row(
                    and(
                            failedIn(Stage.DAY1, "; a manifest is frozen"),
                            state -> state.verification().frozen()),
                    FORECAST_READY,
                    List.of(REOPEN_STEPS, ENQUEUE_DAY1),
                    (state, event, facts, at) ->
                            redriven(state.with(state.verification().restored(at)), event, Day1Rows.day1())),
            row(leads("; a lead can be scored, none is yet", true, false), DAY1_SCORED, LEADS_GO_ON, RedriveRows::goOn),
            row(
                    leads("; a lead can be scored, some are already", true, true),
                    ERA5_SCORING,
                    LEADS_GO_ON,
                    RedriveRows::goOn),
            row(
                    leads("; some leads are scored, no other can be", false, true),
                    ERA5_SCORED,
                    List.of(RESTORE_SCORES, END_LEAD, CANCEL_JOBS),
                    RedriveRows::complete));

    private RedriveRows() {}

    /** Why a redrive is not legal from a state. */
    static String refusal(ResponseState state, Redriven event) {
        if (state.status() != FAILED) {
            return "a redrive changes nothing in " + state.status().word();
        }
        String stage = event.stage().word();
        return stage.equals(state.ended().stage())
                ? "nothing of " + stage + " can be done again"
                : "the response failed in " + state.ended().stage() + ", not in " + stage;
    }

    private static Transition<Redriven> row(
            Guard<Redriven> guard, ResponseStatus to, List<EffectKind> effects, Transition.Action<Redriven> action) {
        return new Transition<>(Redriven.class, Set.of(FAILED), guard, List.of(to), effects, action);
    }

    private static Guard<Redriven> failedIn(Stage stage, String more) {
        return new Guard<>(
                "it failed in " + stage.word() + more,
                (state, event, facts) -> event.stage() == stage
                        && stage.word().equals(state.ended().stage()));
    }

    private interface Holds {
        boolean in(ResponseState state);
    }

    private static Guard<Redriven> and(Guard<Redriven> guard, Holds also) {
        return new Guard<>(
                guard.words(), (state, event, facts) -> guard.condition().holds(state, event, facts) && also.in(state));
    }

    private static Guard<Redriven> leads(String words, boolean anyOpen, boolean anyScored) {
        Guard<Redriven> failed = failedIn(Stage.ERA5, words);
        return new Guard<>(
                failed.words(),
                (state, event, facts) -> failed.condition().holds(state, event, facts)
                        && state.scores().anyScored() == anyScored
                        && Leads.open(reopened(state), facts).isEmpty() != anyOpen);
    }

    private static Change redriven(ResponseState state, Redriven event, Effect job) {
        return Change.of(begun(state, event), new ReopenSteps(event.stage(), Collections.emptySortedSet()), job);
    }

    private static ResponseState begun(ResponseState state, Redriven event) {
        return state.with((Ended) null).with(Progress.at(event.stage().progress(), "redriven"));
    }

    private static ResponseState reopened(ResponseState state) {
        return state.with(state.scores().scoredOnly());
    }

    /** The leads that were not scored and still can be are open again. */
    private static Change goOn(ResponseState state, Redriven event, RunFacts facts, Instant at) {
        Change again = again(state, event, facts, at);
        SortedMap<Integer, Instant> open = Leads.open(again.state(), facts);
        List<Effect> effects = new ArrayList<>();
        effects.add(new ReopenSteps(event.stage(), new TreeSet<>(open.keySet())));
        effects.addAll(again.effects());
        effects.add(new AwaitLeads(open));
        effects.add(Leads.job(open, facts));
        return new Change(again.state(), effects);
    }

    private static Change complete(ResponseState state, Redriven event, RunFacts facts, Instant at) {
        Change again = again(state, event, facts, at);
        return Leads.after(again.effects(), Leads.complete(again.state(), at));
    }

    /** A truth that was given up in the meantime was not told to a response that had failed: it is noted now. */
    private static Change again(ResponseState state, Redriven event, RunFacts facts, Instant at) {
        ResponseState reopened = begun(reopened(state).with(state.verification().restored(at)), event);
        SortedSet<Integer> scored = reopened.scores().scoredLeads();
        Change gone = Leads.withoutTruth(reopened, facts);
        return Leads.after(List.of(new RestoreScores(scored)), gone);
    }
}
