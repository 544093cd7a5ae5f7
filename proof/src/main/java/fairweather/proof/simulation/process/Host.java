package fairweather.proof.simulation.process;

import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import java.util.function.Supplier;

/** A process: what it plans happens only while it lives, and not while it is stopped. */
class Host {
    private final String name;
    private final VirtualTime time;
    private final Trace trace;
    private final Mishaps mishaps;
    private Runnable gone = () -> {};
    private int start;
    private String nameOfStart;
    private boolean up;
    private long pausedUntil;
    private long storeAwayUntil;
    private long skew;
    private boolean calling;

    Host(String name, VirtualTime time, Trace trace, Mishaps mishaps) {
        this.name = name;
        this.nameOfStart = name;
        this.time = time;
        this.trace = trace;
        this.mishaps = mishaps;
    }

    /** The name of this start of the process; no other has it. */
    String name() {
        return nameOfStart;
    }

    VirtualTime time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    Mishaps mishaps() {
        return mishaps;
    }

    boolean up() {
        return up;
    }

    boolean paused() {
        return time.now() < pausedUntil;
    }

    /** How far its own clock is ahead of the store's, in ms. */
    long skew() {
        return skew;
    }

    void start() {
        up = true;
        start++;
        nameOfStart = name + "-" + start;
        skew = mishaps.on() ? mishaps.dice().between(-90_000, 90_000) : 0;
        if (Math.abs(skew) > 45_000) {
            mishaps.count(Mishap.CLOCK_SKEWED);
        }
        trace.note(name(), "starts", 0, "");
    }

    /** Who is told when the process is gone. */
    void whenGone(Runnable listener) {
        gone = listener;
    }

    /** Everything it has in mind is gone. */
    void crash() {
        trace.note(name(), "is gone", 0, "");
        up = false;
        pausedUntil = 0;
        gone.run();
    }

    /** It neither does nor notices anything for a while, and then goes on as if nothing had been. */
    void pause(long millis) {
        trace.note(name(), "stands still", 0, millis + " ms");
        pausedUntil = Math.max(pausedUntil, time.now() + millis);
    }

    void goOn() {
        pausedUntil = 0;
    }

    void storeAway(long until) {
        storeAwayUntil = until;
    }

    /** Whether it is speaking to the store just now. */
    boolean calling() {
        return calling;
    }

    void plan(long delay, Runnable action) {
        int planner = start;
        time.after(delay, () -> act(planner, action));
    }

    private void act(int planner, Runnable action) {
        if (!up || planner != start) {
            return;
        }
        if (paused()) {
            time.at(pausedUntil, () -> act(planner, action));
        } else {
            action.run();
        }
    }

    /** Runs a statement; whoever hears {@link Trouble} does not know whether it was carried out. */
    <T> T call(Supplier<T> statement) {
        return call(statement, Mishap.ANSWER_LOST);
    }

    /** @param unheard what it is called when it was carried out and the answer is lost */
    <T> T call(Supplier<T> statement, Mishap unheard) {
        if (time.now() < storeAwayUntil || mishaps.callFails()) {
            throw new Trouble("the store does not answer");
        }
        calling = true;
        T result;
        try {
            result = statement.get();
        } finally {
            calling = false;
        }
        if (mishaps.answerIsLost(unheard)) {
            throw new Trouble("the answer was lost");
        }
        return result;
    }

    /** The ms until the next tick of a clock of this process; two processes do not tick together. */
    long untilTick(long every) {
        long phase = Math.floorMod(name.hashCode(), every);
        return every - Math.floorMod(time.now() - phase, every);
    }
}
