package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.step.StepKey;
import java.time.Instant;

/** What can happen to a response; the typed form of an outcome. Latencies are in ms and may be null. */
public sealed interface ResponseEvent {
    record QueryAccepted(String jobId, Long latencyMs) implements ResponseEvent {}

    /** The miner holds a finished forecast already. */
    record QueryReady(String jobId, Long latencyMs) implements ResponseEvent {}

    /** The n-th poll was answered: still running. */
    record PollRunning(int n, Long latencyMs) implements ResponseEvent {}

    /** The n-th poll brought no usable answer; the next one follows. */
    record PollTrouble(int n, Failure failure, Long latencyMs) implements ResponseEvent {}

    record PollDone(int n, Long latencyMs) implements ResponseEvent {}

    record Verified(String manifestHash, Long latencyMs) implements ResponseEvent {}

    record Day1Started() implements ResponseEvent {}

    /** @param score null if there was no truth or reference to score against */
    record Day1Scored(Double score) implements ResponseEvent {}

    record LeadStarted(int leadHours) implements ResponseEvent {}

    record LeadScored(int leadHours, double score, int components) implements ResponseEvent {}

    /** A lead that failed; it is final unless a next try is named. */
    record LeadFailed(int leadHours, Failure failure, int remaining, Instant nextRetry) implements ResponseEvent {
        boolean last() {
            return nextRetry == null;
        }

        /** True if the frozen bytes are no longer what they were, which ends more than the lead. */
        boolean changed() {
            return last() && failure.code().integrity();
        }
    }

    /** The truth of a lead will never be known. */
    record TruthGone(int leadHours, String reason) implements ResponseEvent {}

    /** An attempt at a step failed; it is final unless a next try is named. */
    record StepFailed(StepKey step, Failure failure, int remaining, Instant nextRetry, Long latencyMs)
            implements ResponseEvent {
        boolean of(Stage stage) {
            return stage.word().equals(step.stage());
        }

        boolean last() {
            return nextRetry == null;
        }

        boolean deregistered() {
            return failure.code() == Code.DEREGISTERED;
        }
    }

    /** The response's job crashed too often. */
    record JobLost(String message) implements ResponseEvent {}

    /** An operator or a deregistration ends it. */
    record Cancelled(Code code, String reason) implements ResponseEvent {}

    /** An operator ended its job. */
    record JobCancelled(String reason) implements ResponseEvent {}

    /**
     * An operator sends a failed response back to where the stage in which it failed begins. The only event that leads
     * back.
     */
    record Redriven(Stage stage) implements ResponseEvent {}

    /** The run cannot go on, for everybody. */
    record RunFailed(String stage, String message) implements ResponseEvent {}
}
