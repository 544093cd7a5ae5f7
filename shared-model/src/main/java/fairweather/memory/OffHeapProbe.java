package fairweather.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The direct buffers of this process. Mapped files are not counted: the system takes their pages back when it must. */
public final class OffHeapProbe implements MemoryProbe {
    @Override
    public String name() {
        return "direct buffers";
    }

    @Override
    public Optional<Reading> read() {
        return limit().flatMap(limit -> ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .map(direct -> Reading.now(limit, direct.getMemoryUsed())));
    }

    /** As it was set, or else as much as the heap may have. */
    private static Optional<Long> limit() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine == null) {
            return Optional.empty();
        }
        long set = Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
        return Optional.of(set > 0 ? set : Runtime.getRuntime().maxMemory());
    }
}
