package fairweather.orchestrator.machine;

import fairweather.job.JobType;

/** What can happen to a run. */
public sealed interface RunEvent {
    /** Its miners are known, or more have joined. */
    record Seeded() implements RunEvent {}

    /** @param inTime false if the miners of a scheduled run could no longer answer in time */
    record ReferenceReady(boolean inTime) implements RunEvent {}

    /** The order in which the miners are asked has been drawn. */
    record FetchInitiated() implements RunEvent {}

    /** Some of its responses moved; this is where they are now. */
    record ResponsesMoved(ResponseCounts counts) implements RunEvent {}

    /** A job of the run itself ended for good without success. */
    record JobFailed(JobType type) implements RunEvent {}

    /** An operator cancels it, or its time is over. */
    record Abandoned() implements RunEvent {}
}
