package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.EffectKind.AWAIT_LEADS;
import static fairweather.orchestrator.machine.EffectKind.CANCEL_JOBS;
import static fairweather.orchestrator.machine.EffectKind.CLOSE_STEPS;
import static fairweather.orchestrator.machine.EffectKind.COUNT_EXCHANGE;
import static fairweather.orchestrator.machine.EffectKind.END_LEAD;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_DAY1;
import static fairweather.orchestrator.machine.EffectKind.ENQUEUE_ERA5;
import static fairweather.orchestrator.machine.Transition.STAYS;
import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.DAY1_SCORING;
import static fairweather.response.ResponseStatus.FAILED;
import static fairweather.response.ResponseStatus.FORECAST_READY;

import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect.AwaitLeads;
import fairweather.orchestrator.machine.Effect.CountExchange;
import fairweather.orchestrator.machine.Effect.Enqueue;
import fairweather.orchestrator.machine.ResponseEvent.Day1Scored;
import fairweather.orchestrator.machine.ResponseEvent.Day1Started;
import fairweather.orchestrator.machine.ResponseEvent.Verified;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From the frozen manifest until Day 1 is scored and the leads are waited for. */
final class Day1Rows {
    static final List<Transition<?>> ROWS = List.of(
            new Transition<>(
                    Verified.class,
                    Set.of(FORECAST_READY),
                    new Guard<>(
                            "not verified yet",
                            (state, event, facts) -> !state.verification().verified()),
                    STAYS,
                    List.of(COUNT_EXCHANGE, ENQUEUE_DAY1),
                    Day1Rows::verified),
            new Transition<>(
                    Day1Started.class,
                    Set.of(FORECAST_READY),
                    new Guard<>(
                            "verified",
                            (state, event, facts) -> state.verification().verified()),
                    List.of(DAY1_SCORING),
                    List.of(),
                    (state, event, facts, at) -> Change.of(state.with(Progress.at(Stage.DAY1.progress(), "scoring")))),
            new Transition<>(
                    Day1Scored.class,
                    Set.of(DAY1_SCORING),
                    new Guard<>(
                            "some lead can be scored",
                            (state, event, facts) -> !Leads.open(state, facts).isEmpty()),
                    List.of(DAY1_SCORED),
                    List.of(END_LEAD, AWAIT_LEADS, ENQUEUE_ERA5),
                    Day1Rows::scored),
            new Transition<>(
                    Day1Scored.class,
                    Set.of(DAY1_SCORING),
                    new Guard<>(
                            "the truth of every lead is gone",
                            (state, event, facts) -> Leads.open(state, facts).isEmpty()),
                    List.of(DAY1_SCORED, FAILED),
                    List.of(END_LEAD, AWAIT_LEADS, CANCEL_JOBS, CLOSE_STEPS),
                    Day1Rows::scoredForNothing));

    private Day1Rows() {}

    private static Change verified(ResponseState state, Verified event, RunFacts facts, Instant at) {
        ResponseState next = state.with(new Verification(Verification.State.VERIFIED, null, at, event.manifestHash()))
                .with(new Hosting("accessible", event.latencyMs()))
                .with(Progress.at(Stage.VERIFY.progress(), "inference_complete"));
        return Change.of(next, new CountExchange(null, event.latencyMs()), day1());
    }

    static Enqueue day1() {
        return new Enqueue(JobType.DAY1, new JsonObject(), Due.now());
    }

    private static Change scored(ResponseState state, Day1Scored event, RunFacts facts, Instant at) {
        Change noted = noted(state, event, facts, at);
        List<Effect> effects = new ArrayList<>(noted.effects());
        effects.add(Leads.job(Leads.open(noted.state(), facts), facts));
        return new Change(noted.state(), effects);
    }

    private static Change scoredForNothing(ResponseState state, Day1Scored event, RunFacts facts, Instant at) {
        Change noted = noted(state, event, facts, at);
        return Leads.after(noted.effects(), Leads.noneScored(noted.state(), at));
    }

    private static Change noted(ResponseState state, Day1Scored event, RunFacts facts, Instant at) {
        ResponseState scored = state.with(state.timings().day1At(at))
                .with(state.scores().withDay1(event.score()))
                .with(Progress.at("day1_scored", "completed"));
        Change decided = Leads.withoutTruth(scored, facts);
        List<Effect> effects = new ArrayList<>(decided.effects());
        effects.add(new AwaitLeads(Leads.open(decided.state(), facts)));
        return new Change(decided.state(), effects);
    }
}
