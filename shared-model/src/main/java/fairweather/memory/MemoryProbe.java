package fairweather.memory;

import java.util.Optional;

/** One place that knows how much memory there is. Safe for use by several threads; never throws. */
public interface MemoryProbe {
    /** For a log, for example {@code heap}. */
    String name();

    /** Empty if there is no such limit here, or nobody tells. */
    Optional<Reading> read();

    /** Takes the trouble to measure, if reading alone does not; called when a reading is about to refuse work. */
    default void measure() {}

    /**
     * What was measured at one moment.
     *
     * @param limit bytes that there are
     * @param used bytes in use by the work and by all others
     * @param moment the same for the same measurement, greater for a later one
     */
    record Reading(long limit, long used, long moment) {
        /** A measurement made now. */
        static Reading now(long limit, long used) {
            return new Reading(limit, used, System.nanoTime());
        }
    }
}
