package fairweather.orchestrator.invariant;

/** One row of an invariant's view; run and response are null where it is not about one. */
public record Violation(Integer runId, Integer responseId, String subject, String problem) {}
