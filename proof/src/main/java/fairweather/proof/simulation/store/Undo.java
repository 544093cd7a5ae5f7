package fairweather.proof.simulation.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** What has to be done to take back the changes of a transaction, or of a part of it. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    int mark() {
        return steps.size();
    }

    void add(Runnable step) {
        steps.push(step);
    }

    /** Puts a value into a table; taken back, the old one or none is there. */
    <K, V> void put(Map<K, V> table, K key, V value) {
        V old = table.put(key, value);
        add(old == null ? () -> table.remove(key) : () -> table.put(key, old));
    }

    <K, V> void remove(Map<K, V> table, K key) {
        V old = table.remove(key);
        if (old != null) {
            add(() -> table.put(key, old));
        }
    }

    void backTo(int mark) {
        while (steps.size() > mark) {
            steps.pop().run();
        }
    }
}
