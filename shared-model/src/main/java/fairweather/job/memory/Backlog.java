package fairweather.job.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The waiting jobs of one type: those that are due in claim order, the others by the time at which they will be. */
final class Backlog {
    private final NavigableSet<JobEntry> due =
            new TreeSet<>(Comparator.comparing(JobEntry::sortAt).thenComparing(job -> job.id));
    private final NavigableSet<JobEntry> later =
            new TreeSet<>(Comparator.comparing((JobEntry job) -> job.dueAt).thenComparing(job -> job.id));

    void add(JobEntry job) {
        later.add(job);
    }

    void remove(JobEntry job) {
        if (!later.remove(job)) {
            due.remove(job);
        }
    }

    /** What is due, in claim order. */
    Iterable<JobEntry> due(Instant now) {
        while (!later.isEmpty() && !later.first().dueAt.isAfter(now)) {
            due.add(later.pollFirst());
        }
        return due;
    }

    /** Those that are not due yet, the nearest first. */
    List<JobEntry> later(Instant now) {
        due(now);
        return List.copyOf(later);
    }

    /** When the next of those that are not due yet will be; null if there is none. */
    Instant next(Instant now) {
        due(now);
        return later.isEmpty() ? null : later.first().dueAt;
    }
}
