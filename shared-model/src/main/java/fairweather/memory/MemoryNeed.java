package fairweather.memory;

import java.util.List;

/**
 * What one piece of work needs before it may begin.
 *
 * @param budget where it is taken from
 * @param bytes at most; 0 for work that needs nothing worth counting
 */
public record MemoryNeed(MemoryBudget budget, long bytes) {
    public static final MemoryNeed NONE = new MemoryNeed(MemoryBudget.UNLIMITED, 0);

    /** False for work that is free. */
    public boolean counts() {
        return bytes > 0;
    }

    /** Permits for as many pieces as there is room for, up to {@code most}. */
    public List<Permit> take(int most) {
        return budget.tryTake(bytes, most);
    }

    /** True if there is room for one now. */
    public boolean fits() {
        return budget.fits(bytes);
    }

    /** True if there were room for one if nothing else ran. */
    public boolean couldFit() {
        return budget.couldFit(bytes);
    }
}
