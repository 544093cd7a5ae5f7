package fairweather.proof.simulation.trace;

import fairweather.proof.simulation.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What has happened, in readable lines: the last ones are kept, all are hashed. */
public final class Trace {
    private static final int KEPT = 60;
    private static final long PRIME = 0x100000001B3L;

    private record Line(long at, String who, String what, long id, String detail) {}

    private final VirtualTime time;
    private final Consumer<String> listener;
    private final Deque<Line> last = new ArrayDeque<>(KEPT + 1);
    private long hash = 0xCBF29CE484222325L;

    /** @param listener is told every line, or null */
    public Trace(VirtualTime time, Consumer<String> listener) {
        this.time = time;
        this.listener = listener;
    }

    /** @param id whom it is about: a job, a response, a run; 0 for nobody */
    public void note(String who, String what, long id, String detail) {
        Line line = new Line(time.now(), who, what, id, detail);
        hash = mixed(
                mixed(mixed(mixed(mixed(hash, time.now()), who.hashCode()), what.hashCode()), id), detail.hashCode());
        last.addLast(line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        if (listener != null) {
            listener.accept(text(line));
        }
    }

    private static long mixed(long hash, long value) {
        return (hash ^ value ^ (value >>> 32)) * PRIME;
    }

    private String text(Line line) {
        String about = line.id() == 0 ? "" : " " + line.id();
        String more = line.detail().isEmpty() ? "" : ": " + line.detail();
        return time.instant(line.at()) + " " + line.who() + " " + line.what() + about + more;
    }

    /** Of everything noted so far; equal for equal histories. */
    public long hash() {
        return hash;
    }

    public List<String> lastLines() {
        return last.stream().map(this::text).toList();
    }
}
