package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect.CancelJobs;
import fairweather.orchestrator.machine.Effect.EndLead;
import fairweather.orchestrator.machine.Effect.Enqueue;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What follows from the leads of a response: which are open, when they are tried, and how the last one ends it. */
final class Leads {
    private Leads() {}

    /** The leads that are not decided and have, or may have, a truth, with the instant from which they may be scored. */
    static SortedMap<Integer, Instant> open(ResponseState state, RunFacts facts) {
        SortedMap<Integer, Instant> open = new TreeMap<>();
        for (int lead : facts.config().era5LeadHours()) {
            if (!state.scores().decided(lead) && !facts.gone().containsKey(lead)) {
                open.put(lead, facts.config().due(facts.initTime(), lead));
            }
        }
        return open;
    }

    /** Decides the leads whose truth will never be known and that are not decided yet. */
    static Change withoutTruth(ResponseState state, RunFacts facts) {
        Scores scores = state.scores();
        List<Effect> effects = new ArrayList<>();
        for (int lead : facts.config().era5LeadHours()) {
            String gone = facts.gone().get(lead);
            if (gone != null && !scores.decided(lead)) {
                scores = scores.withLead(lead, new Lead.Unavailable());
                effects.add(new EndLead(lead, Failure.of(Code.TRUTH_UNAVAILABLE, gone)));
            }
        }
        return new Change(state.with(scores), effects);
    }

    /** The job that scores them: at once if a truth is there, else when the first can be. */
    static Enqueue job(SortedMap<Integer, Instant> open, RunFacts facts) {
        boolean anyReady = open.keySet().stream().anyMatch(facts.ready()::contains);
        Due due = anyReady
                ? Due.now()
                : Due.at(open.values().stream().min(Instant::compareTo).orElseThrow());
        return new Enqueue(JobType.ERA5, new JsonObject(), due);
    }

    /** True if this lead is the last one that is not decided. */
    static boolean last(ResponseState state, int lead, RunFacts facts) {
        return facts.config().era5LeadHours().stream()
                .allMatch(hours -> hours == lead || state.scores().decided(hours));
    }

    /** The end of the way. */
    static Change complete(ResponseState state, Instant at) {
        return Change.of(
                state.with(state.timings().era5At(at)).with(Progress.at("complete", "completed")),
                new CancelJobs("all leads are decided"));
    }

    /** Every lead is decided and none was scored. */
    static Change noneScored(ResponseState state, Instant at) {
        Failure why = state.scores().whyNone();
        return Endings.failed(state, Stage.ERA5.word(), why, at);
    }

    /** A change with effects that come before its own. */
    static Change after(List<Effect> first, Change change) {
        List<Effect> effects = new ArrayList<>(first);
        effects.addAll(change.effects());
        return new Change(change.state(), effects);
    }
}
