package fairweather.orchestrator.machine;

import fairweather.response.ResponseStatus;

/**
 * The whole folded state of one response: what the machine reads and what the fold writes back.
 *
 * @param jobId the miner's job, null before it is accepted
 * @param ended why it failed or was cancelled, else null
 */
public record ResponseState(
        ResponseStatus status,
        String jobId,
        Timings timings,
        Verification verification,
        Scores scores,
        Ended ended,
        Progress progress,
        Hosting hosting) {

    /** A response as it is seeded. */
    public static final ResponseState SEEDED = new ResponseState(
            ResponseStatus.CREATED,
            null,
            Timings.NONE,
            Verification.NONE,
            Scores.NONE,
            null,
            Progress.INITIAL,
            Hosting.UNKNOWN);

    ResponseState to(ResponseStatus next) {
        return new ResponseState(next, jobId, timings, verification, scores, ended, progress, hosting);
    }

    ResponseState with(Timings next) {
        return new ResponseState(status, jobId, next, verification, scores, ended, progress, hosting);
    }

    ResponseState with(Verification next) {
        return new ResponseState(status, jobId, timings, next, scores, ended, progress, hosting);
    }

    ResponseState with(Scores next) {
        return new ResponseState(status, jobId, timings, verification, next, ended, progress, hosting);
    }

    ResponseState with(Ended next) {
        return new ResponseState(status, jobId, timings, verification, scores, next, progress, hosting);
    }

    ResponseState with(Progress next) {
        return new ResponseState(status, jobId, timings, verification, scores, ended, next, hosting);
    }

    ResponseState with(Hosting next) {
        return new ResponseState(status, jobId, timings, verification, scores, ended, progress, next);
    }

    ResponseState withJobId(String id) {
        return new ResponseState(status, id, timings, verification, scores, ended, progress, hosting);
    }

    /** The coarse status of the statistics row. */
    public String forecastStatus() {
        return switch (status) {
            case CREATED -> "seeded";
            case FETCH_INITIATED, INFERENCE_RUNNING, FORECAST_READY -> "input_received";
            case DAY1_SCORING -> "day1_scoring";
            case DAY1_SCORED -> "day1_scored";
            case ERA5_SCORING -> "era5_scoring";
            case ERA5_SCORED -> "completed";
            case FAILED, CANCELLED -> "failed";
        };
    }

    /**
     * The overall score: what is known while it lives, 0 if it failed through the miner, null if it failed through us
     * or was cancelled.
     */
    public Double overall(int configuredLeads) {
        return ended == null ? scores.overall(configuredLeads) : scoreOfTheEnded();
    }

    /** As {@link #overall}, for the ERA5 average. */
    public Double combined(int configuredLeads) {
        return ended == null ? scores.combined(configuredLeads) : scoreOfTheEnded();
    }

    /** As {@link #overall}, for the share of scored leads. */
    public Double completeness(int configuredLeads) {
        return ended == null ? scores.completeness(configuredLeads) : scoreOfTheEnded();
    }

    private Double scoreOfTheEnded() {
        boolean throughTheMiner =
                status == ResponseStatus.FAILED && !ended.failure().code().blameless();
        return throughTheMiner ? 0.0 : null;
    }
}
