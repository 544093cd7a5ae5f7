package fairweather.proof.simulation.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/** The only clock of a simulation, in ms since its start, and what is going to happen, in order. */
public final class VirtualTime implements InstantSource {
    private record Event(long at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    private final Instant start;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long planned;
    private long happened;
    private Instant instant;

    public VirtualTime(Instant start) {
        this.start = start;
        this.instant = start;
    }

    public long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return instant;
    }

    public Instant instant(long millis) {
        return start.plusMillis(millis);
    }

    /** The ms of an instant, those of a part of a millisecond being counted as full. */
    public long millis(Instant of) {
        long millis = start.until(of).toMillis();
        return start.plusMillis(millis).isBefore(of) ? millis + 1 : millis;
    }

    /** Plans an event; one in the past happens now, after all that is planned for now. */
    public void at(long when, Runnable action) {
        events.add(new Event(Math.max(when, now), planned++, action));
    }

    public void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** Lets the next event happen, if there is one by then; false if there is none. */
    public boolean step(long until) {
        Event next = events.peek();
        if (next == null || next.at() > until) {
            return false;
        }
        events.remove();
        if (next.at() != now) {
            now = next.at();
            instant = start.plusMillis(now);
        }
        happened++;
        next.action().run();
        return true;
    }

    /** How many events have happened. */
    public long happened() {
        return happened;
    }
}
