package fairweather.scoring.child;

import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryBudget;
import fairweather.memory.OomKills;
import fairweather.scoring.forecast.Measurer;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Measures each forecast in a child JVM of its own; see the package's description. */
public final class ChildWorkplace implements Workplace {
    /** What a child takes from the machine beside its heap. */
    public static final long OVERHEAD = ChildCommand.OVERHEAD;

    /** What the largest child takes from the machine. */
    public static final long LARGEST = ReadingMemory.LARGEST + ChildCommand.overhead(ReadingMemory.LARGEST);

    /** What this process takes at most for one child: the metadata, and an object that passes, received in two pieces. */
    public static final long LARGEST_HERE = ReadingMemory.BASE + 2L * Caps.DEFAULT.encodedChunk();

    private final MemoryBudget heap;
    private final Duration patience;
    private final ChildCommand command = ChildCommand.ofThisProcess();
    private final OomKills kills = new OomKills(Path.of("/"));

    /**
     * @param heap for what passes this process
     * @param patience how long a child may be silent; longer than any field takes to be summed
     */
    public ChildWorkplace(MemoryBudget heap, Duration patience) {
        this.heap = heap;
        this.patience = patience;
    }

    @Override
    public Measurer open(ObjectReader objects, Instant initTime, Allowance memory) {
        return new ChildMeasurer(
                objects, initTime, memory, heap, bytes -> Child.start(command.with(bytes), patience, kills));
    }
}
