package fairweather.simulator.miner;

import fairweather.simulator.protocol.RequestKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts what one miner was asked, refused requests included; the refused ones are counted once more by themselves. Reading
 * is open to all, counting to the miner alone. Safe for use by several threads.
 */
public final class Counters {
    private final Map<RequestKind, LongAdder> kinds = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> objects = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    /** How many requests of this kind arrived. */
    public long count(RequestKind kind) {
        return valueOf(kinds.get(kind));
    }

    /** How often this object was asked for, by its key within the store, for example {@code 10u/19.0.0}. */
    public long objectCount(String key) {
        return valueOf(objects.get(key));
    }

    /** How many requests were answered 401 or 403. */
    public long refused() {
        return refused.sum();
    }

    /** One line for the log, kinds in alphabetical order, for example {@code access=1 poll=2 refused=0}. */
    public String summary() {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
        counts.put("refused", refused());
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    long add(RequestKind kind) {
        LongAdder adder = kinds.computeIfAbsent(kind, key -> new LongAdder());
        adder.increment();
        return adder.sum();
    }

    void addObject(String key) {
        objects.computeIfAbsent(key, k -> new LongAdder()).increment();
    }

    void addRefused() {
        refused.increment();
    }

    private static long valueOf(LongAdder adder) {
        return adder == null ? 0 : adder.sum();
    }
}
