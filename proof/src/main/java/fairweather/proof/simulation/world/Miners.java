package fairweather.proof.simulation.world;

import fairweather.failure.Code;
import fairweather.proof.simulation.time.Dice;

/** What the miners do, each by its own dice: nothing of it depends on what we do or on one another. */
public final class Miners {
    private static final long MINUTE = 60_000;
    private static final Habit[] HABITS = Habit.values();

    private final long seed;
    private final int tamed;

    /** @param tamed the uid of one that is honest whatever its dice show, or −1 */
    public Miners(long seed, int tamed) {
        this.seed = seed;
        this.tamed = tamed;
    }

    private Dice dice(int uid, long cycle, long what) {
        return Dice.of(seed, uid, cycle, what);
    }

    /** @param cycle the day of the run, counted from the epoch */
    public Habit habit(int uid, long cycle) {
        if (uid == tamed) {
            return Habit.HONEST;
        }
        Dice today = dice(uid, cycle, 1);
        double mood = today.unit();
        if (mood < 0.45) {
            return Habit.HONEST;
        }
        long number = mood < 0.7 ? Dice.of(seed, uid).next() : today.next();
        return HABITS[Math.floorMod(number, HABITS.length)];
    }

    /** How long the miner computes, in ms. */
    public long computing(int uid, long cycle) {
        Dice dice = dice(uid, cycle, 2);
        return switch (habit(uid, cycle)) {
            case SLOW -> dice.between(20 * MINUTE, 70 * MINUTE);
            case ENDLESS -> Long.MAX_VALUE;
            default -> dice.between(MINUTE, 4 * MINUTE);
        };
    }

    /** From 0 to 1, for Day 1 (lead 0) or an ERA5 lead. */
    public double score(int uid, long cycle, int lead) {
        return dice(uid, cycle, 1000 + lead).unit();
    }

    /** From when on, in leads, the miner's trouble shows. */
    public int turningPoint(int uid, long cycle) {
        return (int) (24 * dice(uid, cycle, 3).between(1, 10));
    }

    /** Whether the n-th exchange of a shaky miner fails. */
    public boolean shakes(int uid, long cycle, int n) {
        return n % 3 != 0 && dice(uid, cycle, 5000L + n).chance(0.7);
    }

    /** What reading the frozen forecast brings: null if it can be read. */
    public Code reading(int uid, long cycle, int lead) {
        boolean turned = lead >= turningPoint(uid, cycle);
        return switch (habit(uid, cycle)) {
            case UNREADABLE -> Code.CONTENT_LAYOUT;
            case CHANGING -> turned ? Code.INTEGRITY_CHUNK_HASH : null;
            case VANISHING -> turned ? Code.TIMEOUT_READ : null;
            default -> null;
        };
    }

    /** How long an exchange takes, in ms. */
    public long latency(int uid, long cycle, int n) {
        return dice(uid, cycle, 9000L + n).between(20, 3000);
    }
}
