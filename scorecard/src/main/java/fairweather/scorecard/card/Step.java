package fairweather.scorecard.card;

import java.time.Instant;

/**
 * One lead of a forecast.
 *
 * @param leadHours null if neither the files nor the researcher tell
 * @param valid null if nothing tells; then the truth has to have one time only
 */
public record Step(Integer leadHours, Instant valid) {}
