package fairweather.data.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** How far back a mirror goes, found by a handful of questions. Whoever keeps a day keeps all later ones. */
final class Depth {
    private static final int MOST_DAYS = 8192;
    private static final int PART = 64;

    private final Instant newest;
    private final Predicate<Instant> present;

    Depth(Instant newest, Predicate<Instant> present) {
        this.newest = newest;
        this.present = present;
    }

    /**
     * The oldest that is there, to a day, and to a sixty-fourth of its age where that is more; empty if it goes back
     * further than anybody asks for.
     */
    Optional<Instant> oldest() {
        int there = 0;
        int absent = 1;
        while (present(absent)) {
            there = absent;
            absent *= 2;
            if (absent > MOST_DAYS) {
                return Optional.empty();
            }
        }
        while (absent - there > Math.max(1, absent / PART)) {
            int middle = (there + absent) / 2;
            if (present(middle)) {
                there = middle;
            } else {
                absent = middle;
            }
        }
        return Optional.of(daysBack(there));
    }

    private boolean present(int days) {
        return present.test(daysBack(days));
    }

    private Instant daysBack(int days) {
        return newest.minus(Duration.ofDays(days));
    }
}
