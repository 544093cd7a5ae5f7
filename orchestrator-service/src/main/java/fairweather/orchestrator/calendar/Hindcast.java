package fairweather.orchestrator.calendar;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * How far back a series forecasts, so that its truth is there already: the only place where the cycle of a hindcast is
 * computed. It is applied once, when a run is opened; from then on the run's own cycle is the one that counts.
 *
 * <p>A series is a hindcast series if its configuration says {@code "hindcast": true}; then {@code test_hindcast_days}
 * (8 if absent) and {@code test_hindcast_hours} (0) are the shift, a multiple of six hours.
 *
 * @param shift zero for a series that is none
 */
record Hindcast(Duration shift) {
    static final int DEFAULT_DAYS = 8;
    static final int DEFAULT_HOURS = 0;

    private static final String DAYS = "test_hindcast_days";
    private static final String HOURS = "test_hindcast_hours";

    /** Reanalyses go back no further than that. */
    private static final int MOST_DAYS = 36_525;

    /** @throws IllegalArgumentException if the shift does not lead from one cycle to another before it */
    static Hindcast of(JsonObject runConfig) {
        if (!(runConfig.getValue("hindcast", false) instanceof Boolean hindcast)) {
            throw new IllegalArgumentException("hindcast must be true or false, not " + runConfig.getValue("hindcast"));
        }
        if (!hindcast) {
            if (runConfig.containsKey(DAYS) || runConfig.containsKey(HOURS)) {
                throw new IllegalArgumentException(DAYS + " and " + HOURS + " mean nothing without hindcast: true");
            }
            return new Hindcast(Duration.ZERO);
        }
        Duration shift = Duration.ofDays(number(runConfig, DAYS, DEFAULT_DAYS))
                .plusHours(number(runConfig, HOURS, DEFAULT_HOURS));
        boolean fromCycleToCycle = shift.toHours() % RunCalendar.HOURS_BETWEEN_CYCLES == 0;
        if (!fromCycleToCycle || !shift.isPositive() || shift.toDays() > MOST_DAYS) {
            throw new IllegalArgumentException(DAYS + " and " + HOURS + " must move a cycle back by a multiple of "
                    + RunCalendar.HOURS_BETWEEN_CYCLES + " h, not by " + shift.toHours() + " h");
        }
        return new Hindcast(shift);
    }

    private static int number(JsonObject runConfig, String key, int otherwise) {
        if (!(runConfig.getValue(key, otherwise) instanceof Integer number)) {
            throw new IllegalArgumentException(key + " must be a whole number, not " + runConfig.getValue(key));
        }
        return number;
    }

    /** A configuration without a shift: for whoever names the cycles themselves. */
    static JsonObject removedFrom(JsonObject runConfig) {
        JsonObject without = runConfig.copy();
        without.remove("hindcast");
        without.remove(DAYS);
        without.remove(HOURS);
        return without;
    }

    boolean shifts() {
        return !shift.isZero();
    }

    /** The cycle that is forecast when this one is asked for. */
    Instant cycle(Instant nominal) {
        return nominal.minus(shift);
    }
}
