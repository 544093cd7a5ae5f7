package fairweather.job;

import java.time.Instant;

/**
 * A hold as the store has it.
 *
 * @param until null if only lifting ends it
 */
public record StandingHold(HoldTarget target, Instant until, String reason, String actor) {}
