package fairweather.proof.simulation.process;

import fairweather.proof.simulation.time.Dice;
import java.util.EnumMap;
import java.util.Map;

/** Throws the dice for every fault, counts them, and can be told to stop. */
public final class Mishaps {
    private static final double CALL_FAILS = 0.01;
    private static final double ANSWER_IS_LOST = 0.01;
    private static final double SENT_TWICE = 0.03;
    private static final double NOTIFICATION_IS_LOST = 0.1;
    private static final double CRASHES_HERE = 0.006;
    private static final double PAUSES_HERE = 0.006;
    private static final double HANGS = 0.0005;

    private final Map<Mishap, Long> counts = new EnumMap<>(Mishap.class);
    private final Dice dice;
    private boolean on;

    public Mishaps(Dice dice, boolean on) {
        this.dice = dice;
        this.on = on;
    }

    public void stop() {
        on = false;
    }

    public boolean on() {
        return on;
    }

    public Dice dice() {
        return dice;
    }

    public void count(Mishap mishap) {
        counts.merge(mishap, 1L, Long::sum);
    }

    public Map<Mishap, Long> counts() {
        return counts;
    }

    private boolean happens(Mishap mishap, double probability) {
        boolean happens = on && dice.chance(probability);
        if (happens) {
            count(mishap);
        }
        return happens;
    }

    boolean callFails() {
        return happens(Mishap.CALL_FAILED, CALL_FAILS);
    }

    /** @param kind what it is called where the answer is this one */
    boolean answerIsLost(Mishap kind) {
        return happens(kind, ANSWER_IS_LOST);
    }

    boolean sentTwice() {
        return happens(Mishap.SENT_TWICE, SENT_TWICE);
    }

    boolean notificationIsLost() {
        return happens(Mishap.NOTIFICATION_LOST, NOTIFICATION_IS_LOST);
    }

    boolean crashesHere() {
        return happens(Mishap.CRASH, CRASHES_HERE);
    }

    boolean pausesHere() {
        return happens(Mishap.PAUSE, PAUSES_HERE);
    }

    boolean hangs() {
        return happens(Mishap.TASK_HANGS, HANGS);
    }
}
