package fairweather.orchestrator.machine;

import fairweather.failure.Failure;

/** Why and where a response ended early. */
public record Ended(String stage, Failure failure) {}
