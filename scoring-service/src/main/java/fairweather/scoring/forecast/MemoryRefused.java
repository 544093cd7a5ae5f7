package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.memory.Allowance;

/** There is no room now for the memory that the work needs: it waits, which is nobody's failure. */
public final class MemoryRefused extends RuntimeException {
    private static final long MIB = 1 << 20;

    public MemoryRefused() {
        super("memory", null, false, false);
    }

    /**
     * Has the allowance grow to so many bytes, if it is smaller.
     *
     * @throws MemoryRefused if there is no room for it now
     * @throws FailureException OUT_OF_MEMORY if there never is
     */
    public static void unlessAllowed(Allowance memory, long bytes) {
        long more = bytes - memory.bytes();
        if (more <= 0 || memory.grow(more)) {
            return;
        }
        if (!memory.couldBe(bytes)) {
            throw new FailureException(
                    Code.OUT_OF_MEMORY, "reading needs " + bytes / MIB + " MiB, more than there is for all work");
        }
        throw new MemoryRefused();
    }
}
