package fairweather.orchestrator.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What a schedule does about the occasions that passed while nobody was at work. Its regular times are the first one
 * plus multiples of the period, whatever happens: a late occasion moves none of the later ones.
 */
public enum MissedFire {
    /** The missed occasions are made up for once. */
    ONCE,
    /** Each missed occasion is made up for, the oldest first; of very many only the newest. */
    EACH,
    /** Missed occasions are left out; the work goes on at its next regular time. */
    SKIP;

    /**
     * What is done about an occasion whose time has come.
     *
     * @param perform false if the occasion is left out
     * @param occasion the regular time that is answered
     * @param next the regular time that is due after it; in the past if more is to be made up for
     * @param missed how many occasions are left out for good
     */
    public record Decision(boolean perform, Instant occasion, Instant next, long missed) {}

    /**
     * @param due the oldest regular time that is not answered, not after {@code now}
     * @param mostMadeUp how many occasions {@link #EACH} makes up for at most
     */
    public Decision decide(Instant due, Duration every, Instant now, int mostMadeUp) {
        long passed = Duration.between(due, now).dividedBy(every);
        Instant afterNow = due.plus(every.multipliedBy(passed + 1));
        return switch (this) {
            case ONCE -> new Decision(true, due, afterNow, passed);
            case EACH -> {
                long missed = Math.max(0, passed + 1 - mostMadeUp);
                Instant occasion = due.plus(every.multipliedBy(missed));
                yield new Decision(true, occasion, occasion.plus(every), missed);
            }
            case SKIP ->
                passed == 0 ? new Decision(true, due, afterNow, 0) : new Decision(false, due, afterNow, passed + 1);
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MissedFire of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
