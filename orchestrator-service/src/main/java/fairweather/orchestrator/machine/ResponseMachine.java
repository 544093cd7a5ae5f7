package fairweather.orchestrator.machine;

import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.FAILED;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The response's state machine: a pure, total function of state and event that is given by a table of its legal
 * transitions. At most one row fits a state and an event; where none does, the event changes nothing.
 *
 * <pre>
 * created → fetch_initiated → inference_running → forecast_ready → day1_scoring → day1_scored → era5_scoring → era5_scored
 *    └──────────── fast path ─────────────────────────┘        any of them → failed | cancelled
 * </pre>
 */
public final class ResponseMachine {
    /** The legal transitions, in the order of a response's way. */
    public static final List<Transition<?>> TABLE = Stream.of(
                    InferenceRows.ROWS,
                    Day1Rows.ROWS,
                    Era5Rows.ROWS,
                    StepFailureRows.ROWS,
                    EndRows.ROWS,
                    RedriveRows.ROWS)
            .flatMap(List::stream)
            .toList();

    private ResponseMachine() {}

    /** @param at when the event was written, which is the time of every change it makes */
    public static Verdict apply(ResponseState state, ResponseEvent event, RunFacts facts, Instant at) {
        return TABLE.stream()
                .filter(row -> row.fits(state, event, facts))
                .findFirst()
                .<Verdict>map(row -> row.apply(state, event, facts, at))
                .orElseGet(() -> new Verdict.Ignored(reason(state, event)));
    }

    /** The rows that fit; never more than one. */
    public static List<Transition<?>> fitting(ResponseState state, ResponseEvent event, RunFacts facts) {
        return TABLE.stream().filter(row -> row.fits(state, event, facts)).toList();
    }

    /** Why no row fits. */
    private static String reason(ResponseState state, ResponseEvent event) {
        if (event instanceof ResponseEvent.Redriven redriven
                && (!state.status().terminal() || state.status() == FAILED)) {
            return RedriveRows.refusal(state, redriven);
        }
        if (state.status().terminal()) {
            return "the response is " + state.status().word();
        }
        if (event instanceof ResponseEvent.TruthGone gone) {
            return state.status().rank() < DAY1_SCORED.rank()
                    ? "the lead is decided when Day 1 is scored"
                    : "lead " + gone.leadHours() + " is decided";
        }
        return what(event) + " changes nothing in " + state.status().word();
    }

    private static String what(ResponseEvent event) {
        return switch (event) {
            case ResponseEvent.QueryAccepted accepted -> "an acceptance";
            case ResponseEvent.QueryReady ready -> "a finished forecast";
            case ResponseEvent.PollRunning running -> "a poll";
            case ResponseEvent.PollTrouble trouble -> "a poll";
            case ResponseEvent.PollDone done -> "a finished forecast";
            case ResponseEvent.Verified verified -> "a verified manifest";
            case ResponseEvent.Day1Started started -> "Day-1 scoring";
            case ResponseEvent.Day1Scored scored -> "a Day-1 score";
            case ResponseEvent.LeadStarted started -> "a lead";
            case ResponseEvent.LeadScored scored -> "a score for lead " + scored.leadHours();
            case ResponseEvent.LeadFailed failed -> "a failed lead " + failed.leadHours();
            case ResponseEvent.TruthGone gone -> "the missing truth of lead " + gone.leadHours();
            case ResponseEvent.StepFailed failed ->
                "a failure of " + failed.step().stage();
            case ResponseEvent.JobLost lost -> "a lost job";
            case ResponseEvent.Cancelled cancelled -> "a cancellation";
            case ResponseEvent.JobCancelled cancelled -> "a cancelled job";
            case ResponseEvent.RunFailed failed -> "a failed run";
            case ResponseEvent.Redriven redriven -> "a redrive";
        };
    }
}
