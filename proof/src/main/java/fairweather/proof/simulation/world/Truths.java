package fairweather.proof.simulation.world;

import fairweather.proof.simulation.time.Dice;
import java.time.Duration;
import java.time.Instant;

/** When reference data and truths become available, if they do. */
public final class Truths {
    private static final int HOUR = 3600;
    private static final long NEVER = 100_000L * HOUR;

    /** The kinds of luck, by how much of it there is: on time, late, broken until then, never, known to be gone. */
    private static final double BROKEN = 0.93;

    private static final double LATE_OR_NEVER = 0.95;
    private static final double GONE = 0.96;

    private final long seed;
    private final Duration regular;

    /** @param regular how long after its valid time a truth comes when nothing is wrong */
    public Truths(long seed, Duration regular) {
        this.seed = seed;
        this.regular = regular;
    }

    /** How a truth stands. */
    public enum State {
        READY,
        NOT_YET,
        GONE,
        BROKEN
    }

    public State of(Instant validTime, Instant now) {
        Dice dice = Dice.of(seed, 77, validTime.getEpochSecond());
        double luck = dice.unit();
        Instant due = validTime.plus(regular);
        Instant turn = due.plusSeconds(turn(luck, dice));
        if (now.isBefore(turn)) {
            return luck > BROKEN && luck < LATE_OR_NEVER ? State.BROKEN : State.NOT_YET;
        }
        return luck >= GONE ? State.GONE : State.READY;
    }

    /** When it is decided what becomes of a truth; one that never comes is given up elsewhere. */
    public Instant decided(Instant validTime) {
        Dice dice = Dice.of(seed, 77, validTime.getEpochSecond());
        return validTime.plus(regular).plusSeconds(turn(dice.unit(), dice));
    }

    private static long turn(double luck, Dice dice) {
        if (luck < 0.75) {
            return 0;
        }
        if (luck < 0.9) {
            return dice.between(HOUR / 2, 8 * HOUR);
        }
        if (luck < LATE_OR_NEVER) {
            return dice.between(24 * HOUR, 100 * HOUR);
        }
        return luck < GONE ? NEVER : dice.between(0, 48 * HOUR);
    }

    /** Whether the reference data of a cycle are there at the time its run is seeded. */
    public boolean reference(Instant cycle, Instant now) {
        Dice dice = Dice.of(seed, 78, cycle.getEpochSecond());
        long late = dice.chance(0.85) ? 0 : dice.between(600, 3 * HOUR);
        return !now.isBefore(cycle.plusSeconds(18L * HOUR + late));
    }
}
