package fairweather.orchestrator.machine;

import static fairweather.response.ResponseStatus.CANCELLED;
import static fairweather.response.ResponseStatus.CREATED;
import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.DAY1_SCORING;
import static fairweather.response.ResponseStatus.ERA5_SCORED;
import static fairweather.response.ResponseStatus.ERA5_SCORING;
import static fairweather.response.ResponseStatus.FAILED;
import static fairweather.response.ResponseStatus.FETCH_INITIATED;
import static fairweather.response.ResponseStatus.FORECAST_READY;
import static fairweather.response.ResponseStatus.INFERENCE_RUNNING;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect.AwaitLeads;
import fairweather.orchestrator.machine.Effect.CancelJobs;
import fairweather.orchestrator.machine.Effect.CloseSteps;
import fairweather.orchestrator.machine.Effect.CountExchange;
import fairweather.orchestrator.machine.Effect.EndLead;
import fairweather.orchestrator.machine.Effect.Enqueue;
import fairweather.orchestrator.machine.Effect.VoidScores;
import fairweather.response.ResponseStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The response's state machine: a pure, total function of state and event.
 *
 * <pre>
 * created → fetch_initiated → inference_running → forecast_ready → day1_scoring → day1_scored → era5_scoring → era5_scored
 *    └──────────── fast path ─────────────────────────┘        any of them → failed | cancelled
 * </pre>
 */
public final class ResponseMachine {
    private ResponseMachine() {}

    /** @param at when the event was written, which is the time of every change it makes */
    public static Verdict apply(ResponseState state, ResponseEvent event, RunFacts facts, Instant at) {
        if (state.status().terminal()) {
            return new Verdict.Ignored("the response is " + state.status().word());
        }
        return switch (event) {
            case ResponseEvent.QueryAccepted accepted -> accepted(state, accepted, facts, at);
            case ResponseEvent.QueryReady ready -> readyAtOnce(state, ready, facts, at);
            case ResponseEvent.PollRunning running -> running(state, running, at);
            case ResponseEvent.PollTrouble trouble -> pollTrouble(state, trouble, at);
            case ResponseEvent.PollDone done -> pollDone(state, done, at);
            case ResponseEvent.Verified verified -> verified(state, verified, facts, at);
            case ResponseEvent.Day1Started started -> day1Started(state);
            case ResponseEvent.Day1Scored scored -> day1Scored(state, scored, facts, at);
            case ResponseEvent.LeadStarted started -> leadStarted(state, started);
            case ResponseEvent.LeadScored scored -> leadScored(state, scored, facts, at);
            case ResponseEvent.LeadFailed failed -> leadFailed(state, failed, facts, at);
            case ResponseEvent.TruthGone gone -> truthGone(state, gone, facts, at);
            case ResponseEvent.StepFailed failed -> stepFailed(state, failed, at);
            case ResponseEvent.JobLost lost ->
                ended(state, stageOf(state), Failure.of(Code.LEASE_EXPIRED, lost.message()), at);
            case ResponseEvent.Cancelled cancelled -> cancelled(state, cancelled);
            case ResponseEvent.JobCancelled cancelled ->
                ended(state, stageOf(state), Failure.of(Code.VALIDATOR_INTERNAL, cancelled.reason()), at);
            case ResponseEvent.RunFailed failed ->
                ended(state, failed.stage(), Failure.of(Code.VALIDATOR_INTERNAL, failed.message()), at);
        };
    }

    private static Verdict accepted(
            ResponseState state, ResponseEvent.QueryAccepted event, RunFacts facts, Instant at) {
        if (state.status() != CREATED) {
            return notFrom(state, "an acceptance");
        }
        ResponseState next = state.to(INFERENCE_RUNNING)
                .withJobId(event.jobId())
                .with(state.timings().acceptedAt(at))
                .with(Progress.at("inference_running", "in_progress"));
        JsonObject payload = new JsonObject().put("phase", "poll").put("attempt", 0);
        return applied(
                next,
                List.of(FETCH_INITIATED, INFERENCE_RUNNING),
                new CountExchange(null, event.latencyMs()),
                new Enqueue(
                        JobType.POLL_MINER, payload, Due.after(facts.config().pollInterval())));
    }

    private static Verdict readyAtOnce(
            ResponseState state, ResponseEvent.QueryReady event, RunFacts facts, Instant at) {
        if (state.status() != CREATED) {
            return notFrom(state, "a finished forecast");
        }
        ResponseState next =
                ready(state.withJobId(event.jobId()).with(state.timings().acceptedAt(at)), at);
        JsonObject payload = new JsonObject().put("phase", "verify").put("attempt", 0);
        return applied(
                next,
                List.of(FORECAST_READY),
                new CountExchange(null, event.latencyMs()),
                new Enqueue(JobType.POLL_MINER, payload, Due.now()));
    }

    private static ResponseState ready(ResponseState state, Instant at) {
        return state.to(FORECAST_READY)
                .with(state.timings().inferenceCompletedAt(at))
                .with(new Verification(Verification.State.PENDING, null, null, null))
                .with(Progress.at("awaiting_scoring", "inference_complete"));
    }

    private static Verdict running(ResponseState state, ResponseEvent.PollRunning event, Instant at) {
        if (state.status() != INFERENCE_RUNNING) {
            return notFrom(state, "a poll");
        }
        ResponseState next = state.with(state.timings().polledAt(at)).with(Progress.at("inference_running", "polling"));
        return applied(next, List.of(), new CountExchange(null, event.latencyMs()));
    }

    private static Verdict pollTrouble(ResponseState state, ResponseEvent.PollTrouble event, Instant at) {
        if (state.status() != INFERENCE_RUNNING) {
            return notFrom(state, "a poll");
        }
        Progress progress = new Progress("inference_running", "polling", event.failure(), Progress.FULL_BUDGET, null);
        return applied(
                state.with(state.timings().polledAt(at)).with(progress),
                List.of(),
                exchange(event.failure(), event.latencyMs()));
    }

    private static Verdict pollDone(ResponseState state, ResponseEvent.PollDone event, Instant at) {
        if (state.status() != INFERENCE_RUNNING) {
            return notFrom(state, "a finished forecast");
        }
        ResponseState next = ready(state.with(state.timings().polledAt(at)), at);
        return applied(next, List.of(FORECAST_READY), new CountExchange(null, event.latencyMs()));
    }

    private static Verdict verified(ResponseState state, ResponseEvent.Verified event, RunFacts facts, Instant at) {
        if (state.status() != FORECAST_READY || state.verification().verified()) {
            return notFrom(state, "a verified manifest");
        }
        ResponseState next = state.with(new Verification(Verification.State.VERIFIED, null, at, event.manifestHash()))
                .with(new Hosting("accessible", event.latencyMs()))
                .with(Progress.at("awaiting_scoring", "inference_complete"));
        return applied(
                next,
                List.of(),
                new CountExchange(null, event.latencyMs()),
                new Enqueue(JobType.DAY1, new JsonObject(), Due.now()));
    }

    private static Verdict day1Started(ResponseState state) {
        if (state.status() != FORECAST_READY || !state.verification().verified()) {
            return notFrom(state, "Day-1 scoring");
        }
        return applied(state.to(DAY1_SCORING).with(Progress.at("day1_scoring", "scoring")), List.of(DAY1_SCORING));
    }

    private static Verdict day1Scored(ResponseState state, ResponseEvent.Day1Scored event, RunFacts facts, Instant at) {
        if (state.status() != DAY1_SCORING) {
            return notFrom(state, "a Day-1 score");
        }
        ResponseState next = state.to(DAY1_SCORED)
                .with(state.timings().day1At(at))
                .with(state.scores().withDay1(event.score()))
                .with(Progress.at("day1_scored", "completed"));
        Map<Integer, Instant> waiting = new TreeMap<>();
        List<Effect> effects = new ArrayList<>();
        for (int lead : facts.config().era5LeadHours()) {
            String gone = facts.gone().get(lead);
            if (gone == null) {
                waiting.put(lead, facts.config().due(facts.initTime(), lead));
            } else {
                next = next.with(next.scores().withLead(lead, new Lead.Unavailable()));
                effects.add(new EndLead(lead, Failure.of(Code.TRUTH_UNAVAILABLE, gone)));
            }
        }
        effects.add(new AwaitLeads(waiting));
        if (waiting.isEmpty()) {
            Verdict nothingToScore = completed(next, effects, facts, at);
            return prefixed(DAY1_SCORED, nothingToScore);
        }
        effects.add(new Enqueue(JobType.ERA5, new JsonObject(), firstDue(waiting, facts)));
        return new Verdict.Applied(next, List.of(DAY1_SCORED), effects);
    }

    private static Due firstDue(Map<Integer, Instant> waiting, RunFacts facts) {
        boolean anyReady = waiting.keySet().stream().anyMatch(facts.ready()::contains);
        return anyReady
                ? Due.now()
                : Due.at(waiting.values().stream().min(Instant::compareTo).orElseThrow());
    }

    private static Verdict leadStarted(ResponseState state, ResponseEvent.LeadStarted event) {
        if (state.status() != DAY1_SCORED && state.status() != ERA5_SCORING) {
            return notFrom(state, "a lead");
        }
        List<ResponseStatus> path = state.status() == DAY1_SCORED ? List.of(ERA5_SCORING) : List.of();
        ResponseState next =
                state.to(ERA5_SCORING).with(Progress.at("era5_scoring_" + event.leadHours() + "h", "scoring"));
        return applied(next, path);
    }

    private static Verdict leadScored(ResponseState state, ResponseEvent.LeadScored event, RunFacts facts, Instant at) {
        if (state.status() != ERA5_SCORING || state.scores().decided(event.leadHours())) {
            return notFrom(state, "a score for lead " + event.leadHours());
        }
        Lead lead = new Lead.Scored(event.score(), event.components());
        ResponseState next = state.with(state.scores().withLead(event.leadHours(), lead))
                .with(Progress.at("era5_scoring_" + event.leadHours() + "h", "in_progress"));
        return completed(next, new ArrayList<>(), facts, at);
    }

    private static Verdict leadFailed(ResponseState state, ResponseEvent.LeadFailed event, RunFacts facts, Instant at) {
        if (state.status() != ERA5_SCORING || state.scores().decided(event.leadHours())) {
            return notFrom(state, "a failed lead " + event.leadHours());
        }
        Failure failure = event.failure();
        String stage = "era5_scoring_" + event.leadHours() + "h";
        if (event.nextRetry() != null) {
            return applied(
                    state.with(new Progress(stage, "waiting_retry", failure, event.remaining(), event.nextRetry())),
                    List.of());
        }
        if (failure.code().integrity()) {
            return ended(state, "era5", failure, at);
        }
        Lead lead = failure.code().blameless() ? new Lead.Lost(failure.code()) : new Lead.Failed(failure.code());
        ResponseState next = state.with(state.scores().withLead(event.leadHours(), lead))
                .with(new Progress(stage, "error", failure, 0, null));
        return completed(next, new ArrayList<>(), facts, at);
    }

    private static Verdict truthGone(ResponseState state, ResponseEvent.TruthGone event, RunFacts facts, Instant at) {
        if (state.status().rank() < DAY1_SCORED.rank()) {
            return new Verdict.Ignored("the lead is decided when Day 1 is scored");
        }
        if (state.scores().decided(event.leadHours())) {
            return new Verdict.Ignored("lead " + event.leadHours() + " is decided");
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new EndLead(event.leadHours(), Failure.of(Code.TRUTH_UNAVAILABLE, event.reason())));
        ResponseState next = state.with(state.scores().withLead(event.leadHours(), new Lead.Unavailable()));
        return completed(next, effects, facts, at);
    }

    /** Ends the response if this was its last lead: scored if any lead was, else failed through nobody's fault. */
    private static Verdict completed(ResponseState state, List<Effect> effects, RunFacts facts, Instant at) {
        List<Integer> leads = facts.config().era5LeadHours();
        if (!leads.stream().allMatch(state.scores()::decided)) {
            return new Verdict.Applied(state, List.of(), effects);
        }
        if (!state.scores().anyScored()) {
            Verdict.Applied end =
                    (Verdict.Applied) ended(state, "era5", state.scores().whyNone(), at);
            effects.addAll(end.effects());
            return new Verdict.Applied(end.state(), end.path(), effects);
        }
        ResponseState next =
                state.to(ERA5_SCORED).with(state.timings().era5At(at)).with(Progress.at("complete", "completed"));
        List<ResponseStatus> path =
                state.status() == DAY1_SCORED ? List.of(ERA5_SCORING, ERA5_SCORED) : List.of(ERA5_SCORED);
        effects.add(new CancelJobs("all leads are decided"));
        return new Verdict.Applied(next, path, effects);
    }

    private static Verdict stepFailed(ResponseState state, ResponseEvent.StepFailed event, Instant at) {
        if (!belongs(state.status(), event.step().stage())) {
            return notFrom(state, "a failure of " + event.step().stage());
        }
        Failure failure = event.failure();
        if (failure.code() == Code.DEREGISTERED) {
            return cancelled(state, new ResponseEvent.Cancelled(failure.code(), failure.message()));
        }
        List<Effect> effects = new ArrayList<>(List.of(exchange(failure, event.latencyMs())));
        boolean storeIsBad =
                event.step().stage().equals("verify") && !failure.code().blameless();
        ResponseState noted = storeIsBad ? state.with(hosting(failure)) : state;
        if (!event.last()) {
            String stage = stageWord(event.step().stage());
            String word = event.step().stage().equals("day1") ? "waiting_retry" : "retrying";
            Progress progress = new Progress(stage, word, failure, event.remaining(), event.nextRetry());
            return new Verdict.Applied(noted.with(progress), List.of(), effects);
        }
        Verdict.Applied end = (Verdict.Applied) ended(noted, event.step().stage(), failure, at);
        effects.addAll(end.effects());
        return new Verdict.Applied(end.state(), end.path(), effects);
    }

    /** Whether a stage can fail in a status: a late report of an earlier stage changes nothing. */
    private static boolean belongs(ResponseStatus status, String stage) {
        return switch (stage) {
            case "query" -> status == CREATED;
            case "poll" -> status == INFERENCE_RUNNING;
            case "verify" -> status == FORECAST_READY || status == INFERENCE_RUNNING;
            case "day1" -> status == FORECAST_READY || status == DAY1_SCORING;
            case "era5" -> status == DAY1_SCORED || status == ERA5_SCORING;
            default -> false;
        };
    }

    private static String stageWord(String stage) {
        return switch (stage) {
            case "query" -> "inference_requested";
            case "poll" -> "inference_running";
            case "verify" -> "awaiting_scoring";
            case "day1" -> "day1_scoring";
            default -> stage;
        };
    }

    private static Hosting hosting(Failure failure) {
        String word = switch (failure.category()) {
            case TIMEOUT -> "timeout";
            case CONNECTION, NOT_FOUND -> "inaccessible";
            default -> "error";
        };
        return new Hosting(word, null);
    }

    private static Effect exchange(Failure failure, Long latencyMs) {
        return new CountExchange(failure.code(), latencyMs);
    }

    private static Verdict ended(ResponseState state, String stage, Failure failure, Instant at) {
        ResponseState next = state.to(FAILED)
                .with(new Ended(stage, failure))
                .with(Progress.failed(stage.equals("poll") ? "inference_failed" : stageWord(stage), failure));
        boolean throughTheMiner = !failure.code().blameless();
        boolean refused = failure.code().integrity() || stage.equals("verify") && throughTheMiner;
        if (refused) {
            next = next.with(state.verification().refused(failure.code(), at));
        }
        List<Effect> effects = new ArrayList<>(List.of(new CancelJobs("the response failed"), new CloseSteps(failure)));
        if (throughTheMiner) {
            effects.add(new VoidScores());
        }
        return new Verdict.Applied(next, List.of(FAILED), effects);
    }

    private static Verdict cancelled(ResponseState state, ResponseEvent.Cancelled event) {
        Failure failure = Failure.of(event.code(), event.reason());
        ResponseState next = state.to(CANCELLED)
                .with(new Ended(stageOf(state), failure))
                .with(new Progress(state.progress().stage(), "failed", failure, 0, null));
        return applied(
                next, List.of(CANCELLED), new CancelJobs(event.reason()), new CloseSteps(failure), new VoidScores());
    }

    /** The stage that a response is in. */
    private static String stageOf(ResponseState state) {
        return switch (state.status()) {
            case CREATED -> "query";
            case FETCH_INITIATED, INFERENCE_RUNNING -> "poll";
            case FORECAST_READY -> state.verification().verified() ? "day1" : "verify";
            case DAY1_SCORING -> "day1";
            case DAY1_SCORED, ERA5_SCORING, ERA5_SCORED -> "era5";
            case FAILED, CANCELLED -> "ended";
        };
    }

    private static Verdict prefixed(ResponseStatus first, Verdict verdict) {
        Verdict.Applied applied = (Verdict.Applied) verdict;
        List<ResponseStatus> path = new ArrayList<>(List.of(first));
        path.addAll(applied.path());
        return new Verdict.Applied(applied.state(), path, applied.effects());
    }

    private static Verdict applied(ResponseState state, List<ResponseStatus> path, Effect... effects) {
        return new Verdict.Applied(state, path, Arrays.asList(effects));
    }

    private static Verdict notFrom(ResponseState state, String what) {
        return new Verdict.Ignored(
                what + " changes nothing in " + state.status().word());
    }
}
