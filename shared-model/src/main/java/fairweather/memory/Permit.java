package fairweather.memory;

/** The right to use so many bytes, until it is closed. Safe for use by several threads. */
public final class Permit implements Allowance, AutoCloseable {
    private final MemoryBudget budget;
    private long bytes;
    private boolean closed;

    Permit(MemoryBudget budget, long bytes) {
        this.budget = budget;
        this.bytes = bytes;
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }

    /** A closed permit does not grow. */
    @Override
    public synchronized boolean grow(long more) {
        boolean granted = !closed && budget.tryGrow(more);
        bytes += granted ? more : 0;
        return granted;
    }

    @Override
    public boolean couldBe(long all) {
        return budget.couldFit(all);
    }

    /** Gives it back and tells who waits for memory. May be repeated. */
    @Override
    public void close() {
        end(true);
    }

    /** Gives it back as if it had not been taken: nobody is told. */
    public void undo() {
        end(false);
    }

    private void end(boolean used) {
        long all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = bytes;
        }
        budget.giveBack(all, used);
    }
}
