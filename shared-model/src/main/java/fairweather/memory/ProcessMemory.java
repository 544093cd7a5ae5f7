package fairweather.memory;

import java.nio.file.Path;
import java.util.List;

/**
 * The two budgets of a process, which do not overlap.
 *
 * @param heap for work within the process. Memory that the heap has taken from the machine and does not use is free
 * @param beside for child processes. All that the heap may ever have is in use
 */
public record ProcessMemory(MemoryBudget heap, MemoryBudget beside) {

    /**
     * @param root of the file system with {@code proc} and {@code sys}
     * @param reserve the share of every limit that is never given out
     */
    public static ProcessMemory of(Path root, double reserve) {
        HeapProbe heap = new HeapProbe();
        MemoryBudget within = new MemoryBudget(
                reserve,
                List.of(
                        heap,
                        new OffHeapProbe(),
                        new CgroupProbe(root, () -> -heap.idle()),
                        new MachineProbe(root, () -> -heap.idle())));
        MemoryBudget beside = new MemoryBudget(
                reserve, List.of(new CgroupProbe(root, heap::growth), new MachineProbe(root, heap::growth)));
        return new ProcessMemory(within, beside);
    }
}
