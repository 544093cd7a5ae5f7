package fairweather.memory;

import fairweather.memory.MemoryProbe.Reading;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What one probe leaves to the work; see the package's description. Guarded by its budget. */
final class Room {
    /** What a probe that does not speak allows. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final Logger LOG = Logger.getLogger(MemoryBudget.class);

    private final MemoryProbe probe;
    private final double reserve;
    private boolean silenceTold;
    private long moment = Long.MIN_VALUE;
    private long others;
    /** The greatest sum of permits since the measurement that was seen last. */
    private long mostTaken;

    Room(MemoryProbe probe, double reserve) {
        this.probe = probe;
        this.reserve = reserve;
    }

    void taken(long sum) {
        mostTaken = Math.max(mostTaken, sum);
    }

    /** How much all permits may be together; {@code sum} is what they are now. */
    long bytes(long sum) {
        Optional<Reading> read = probe.read();
        if (read.isEmpty()) {
            tellSilence();
            return UNLIMITED;
        }
        Reading reading = read.get();
        if (reading.moment() > moment) {
            long least = Math.max(0, reading.used() - mostTaken);
            others = Math.clamp(others, least, Math.max(least, reading.used()));
            moment = reading.moment();
            mostTaken = sum;
        }
        return Math.max(0, reading.limit() - (long) (reading.limit() * reserve) - others);
    }

    void measure() {
        probe.measure();
    }

    private void tellSilence() {
        if (!silenceTold) {
            silenceTold = true;
            LOG.infof("memory: the %s tells no limit here and is left out", probe.name());
        }
    }
}
