package fairweather.proof.simulation.world;

import fairweather.proof.simulation.time.Dice;
import java.time.Duration;
import java.time.Instant;

/** When reference data and truths become available, if they do. */
public final class Truths {
    private static final int HOUR = 3600;

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
            return luck > 0.93 && luck < 0.96 ? State.BROKEN : State.NOT_YET;
        }
        return luck >= 0.97 ? State.GONE : State.READY;
    }

    /** When it is decided what becomes of a truth; one that never comes is given up elsewhere. */
    public Instant decided(Instant validTime) {
        Dice dice = Dice.of(seed, 77, validTime.getEpochSecond());
        return validTime.plus(regular).plusSeconds(turn(dice.unit(), dice));
    }

    private static long turn(double luck, Dice dice) {
        if (luck < 0.6) {
            return 0;
        }
        if (luck < 0.85) {
            return dice.between(HOUR, 12 * HOUR);
        }
        if (luck < 0.96) {
            return dice.between(24 * HOUR, 140 * HOUR);
        }
        return luck < 0.97 ? 100_000L * HOUR : dice.between(0, 48 * HOUR);
    }

    /** Whether the reference data of a cycle are there at the time its run is seeded. */
    public boolean reference(Instant cycle, Instant now) {
        Dice dice = Dice.of(seed, 78, cycle.getEpochSecond());
        long late = dice.chance(0.85) ? 0 : dice.between(600, 3 * HOUR);
        return !now.isBefore(cycle.plusSeconds(18L * HOUR + late));
    }
}
