package fairweather.orchestrator.periodic;

import fairweather.orchestrator.periodic.PeriodicWork.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at each schedule from a virtual thread of its own: a work that fails, hangs or is slow delays no other, and no
 * two turns of a kind run at once in a process. A turn that takes too long is interrupted; the database's own time-outs
 * free its row, and another orchestrator goes on.
 */
public final class PeriodicLoops implements AutoCloseable {
    /** How long one turn may take. */
    public static final Duration TURN_LIMIT = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(PeriodicLoops.class);

    /** The longest time between two looks at a schedule, since its row may be changed by others. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** How long others have for what this process cannot do. */
    private static final Duration LEFT_TO_OTHERS = Duration.ofSeconds(10);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
    private static final Duration AFTER_NOTHING = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final PeriodicWork work;
    private final Duration turnLimit;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public PeriodicLoops(PeriodicWork work) {
        this(work, TURN_LIMIT);
    }

    PeriodicLoops(PeriodicWork work, Duration turnLimit) {
        this.work = work;
        this.turnLimit = turnLimit;
    }

    public void start() {
        for (String name : work.names()) {
            threads.add(Thread.ofVirtual().name("schedule-" + name).start(() -> run(name)));
        }
    }

    private void run(String name) {
        try {
            while (!stopped.await(look(name).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.tracef("another look at schedule %s", name);
            }
        } catch (InterruptedException stop) {
            LOG.debugf("schedule %s stops", name);
        }
    }

    /** How long to wait before the next look. */
    private Duration look(String name) throws InterruptedException {
        Turn turn = bounded(name);
        if (turn == Turn.MORE) {
            return Duration.ZERO;
        }
        if (turn == Turn.UNPREPARED) {
            return LEFT_TO_OTHERS;
        }
        Duration due = untilDue(name);
        Duration atLeast = turn == Turn.DONE ? SHORTEST_WAIT : AFTER_NOTHING;
        Duration wait = due.compareTo(atLeast) < 0 ? atLeast : due;
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** A turn on a thread of its own, which is interrupted at the limit and waited for until it has ended. */
    private Turn bounded(String name) throws InterruptedException {
        Turn[] turn = {Turn.FAILED};
        Thread thread = Thread.ofVirtual().name("turn-" + name).start(() -> turn[0] = work.turn(name));
        try {
            while (!thread.join(turnLimit)) {
                LOG.errorf("periodic work %s is not done after %s and is interrupted", name, turnLimit);
                thread.interrupt();
            }
        } catch (InterruptedException stop) {
            thread.interrupt();
            throw stop;
        }
        return turn[0];
    }

    private Duration untilDue(String name) {
        try {
            return work.untilDue(name);
        } catch (RuntimeException away) {
            LOG.debugf("schedule %s cannot be read: %s", name, away.getMessage());
            return LONGEST_WAIT;
        }
    }

    /** Lets the turns that run end, and interrupts those that take too long: they are rolled back and due again. */
    @Override
    public void close() {
        stopped.countDown();
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
