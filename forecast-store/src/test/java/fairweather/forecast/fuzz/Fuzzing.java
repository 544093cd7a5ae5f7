package fairweather.forecast.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What hostile bytes may do: be read, or be refused with one of a few codes, within some memory. Rounds are numbered by
 * their seed; {@code -Dfairweather.fuzz=100} makes a hundred times as many of them.
 */
public final class Fuzzing {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TIMES = Integer.getInteger("fairweather.fuzz", 1);
    private static final int ROUNDS = 20;

    private Fuzzing() {}

    /** Does something with the randomness of a seed, and of the seeds that follow from it. */
    public static void rounds(long seed, Consumer<SplittableRandom> round) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int n = 0; n < ROUNDS * TIMES; n++) {
            round.accept(seeds.split());
        }
    }

    /** True if the action ended well, false if it was refused; anything else fails the test. */
    public static boolean survives(long mostBytes, Set<Code> refusals, Runnable action) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean accepted = accepts(refusals, action);
        if (THREADS.getCurrentThreadAllocatedBytes() - before >= mostBytes) {
            // The first time, classes are loaded; the second time counts.
            before = THREADS.getCurrentThreadAllocatedBytes();
            accepts(refusals, action);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(mostBytes);
        }
        return accepted;
    }

    private static boolean accepts(Set<Code> refusals, Runnable action) {
        try {
            action.run();
            return true;
        } catch (FailureException refusal) {
            assertThat(refusal.code()).isIn(refusals);
            assertThat(refusal.failure().message()).isNotBlank();
            return false;
        }
    }
}
