package fairweather.memory;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The heap of this process. In use is what the last collection left: what came after it may be garbage. Before the first
 * collection everything counts.
 */
public final class HeapProbe implements MemoryProbe {
    /** The least time between two collections that are asked for. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private long asked = System.nanoTime() - REST.toNanos();

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Optional<Reading> read() {
        MemoryUsage now = now();
        if (now.getMax() < 0) {
            return Optional.empty();
        }
        return Optional.of(lastCollection()
                .map(last -> new Reading(now.getMax(), left(last), last.getEndTime()))
                .orElseGet(() -> new Reading(now.getMax(), now.getUsed(), 0)));
    }

    /**
     * Collects. A young collection leaves what ended work had in the old generation, and a process that admits nothing
     * allocates nothing, so that without this its garbage might refuse work for ever.
     */
    @Override
    public synchronized void measure() {
        long now = System.nanoTime();
        if (now - asked >= REST.toNanos()) {
            asked = now;
            System.gc();
        }
    }

    /** Bytes that the process has taken from the machine for its heap and does not use. */
    long idle() {
        MemoryUsage now = now();
        return Math.max(0, now.getCommitted() - lastCollection().map(this::left).orElse(now.getUsed()));
    }

    /** Bytes by which the heap may still grow. */
    long growth() {
        MemoryUsage now = now();
        return Math.max(0, now.getMax() - now.getCommitted());
    }

    private static MemoryUsage now() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private Optional<GcInfo> lastCollection() {
        return collectors.stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime));
    }

    private long left(GcInfo collection) {
        return collection.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }
}
