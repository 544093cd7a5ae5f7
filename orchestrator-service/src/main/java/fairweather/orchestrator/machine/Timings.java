package fairweather.orchestrator.machine;

import java.time.Duration;
import java.time.Instant;

/** When a response passed its milestones; null where it has not. */
public record Timings(
        Instant accepted,
        Instant inferenceStarted,
        Instant lastPolled,
        Instant inferenceCompleted,
        Instant day1,
        Instant era5) {
    public static final Timings NONE = new Timings(null, null, null, null, null, null);

    Timings acceptedAt(Instant at) {
        return new Timings(
                accepted == null ? at : accepted,
                inferenceStarted == null ? at : inferenceStarted,
                lastPolled,
                inferenceCompleted,
                day1,
                era5);
    }

    /** The inference is waited for anew: the wall and the polls count from now. */
    Timings restartedAt(Instant at) {
        return new Timings(at, at, null, null, null, null);
    }

    Timings polledAt(Instant at) {
        return new Timings(accepted, inferenceStarted, at, inferenceCompleted, day1, era5);
    }

    Timings inferenceCompletedAt(Instant at) {
        return new Timings(accepted, inferenceStarted, lastPolled, at, day1, era5);
    }

    Timings day1At(Instant at) {
        return new Timings(accepted, inferenceStarted, lastPolled, inferenceCompleted, at, era5);
    }

    Timings era5At(Instant at) {
        return new Timings(accepted, inferenceStarted, lastPolled, inferenceCompleted, day1, at);
    }

    /** Whole seconds from the start of the inference to readiness, or null. */
    public Integer inferenceSeconds() {
        return seconds(inferenceStarted, inferenceCompleted);
    }

    /** Whole seconds from acceptance to the last lead, or null. */
    public Integer pipelineSeconds() {
        return seconds(accepted, era5);
    }

    private static Integer seconds(Instant from, Instant to) {
        return from == null || to == null
                ? null
                : Math.toIntExact(Duration.between(from, to).toSeconds());
    }
}
