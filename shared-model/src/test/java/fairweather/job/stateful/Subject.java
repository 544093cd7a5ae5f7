package fairweather.job.stateful;

import fairweather.job.JobHolds;
import fairweather.job.JobQueue;
import fairweather.job.JobStore;
import fairweather.job.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A queue to which things are done, with all the leases it has given.
 *
 * @param visible what can be seen of it from outside
 */
record Subject(
        String name,
        JobQueue queue,
        JobHolds holds,
        Consumer<Duration> clock,
        Supplier<List<?>> visible,
        List<Lease> leases) {

    Subject(String name, JobQueue queue, JobHolds holds, Consumer<Duration> clock, Supplier<List<?>> visible) {
        this(name, queue, holds, clock, visible, new ArrayList<>());
    }

    <T> T await(Uni<T> uni) {
        return JobStore.await(uni);
    }

    void advance(Duration by) {
        clock.accept(by);
    }

    /** Up to {@code count} of the leases; none if none was ever given. */
    List<Lease> leases(int from, int count) {
        List<Lease> picked = new ArrayList<>();
        for (int i = 0; i < Math.min(count, leases.size()); i++) {
            picked.add(leases.get((from + i) % leases.size()));
        }
        return picked;
    }

    /** The answer about one lease, or that the queue refused to answer. */
    Object ofLease(int number, Function<Lease, Uni<Boolean>> question) {
        if (leases.isEmpty()) {
            return "no lease";
        }
        try {
            return await(question.apply(leases.get(number % leases.size())));
        } catch (RuntimeException refused) {
            return "refused";
        }
    }
}
