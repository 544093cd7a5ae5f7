package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes each field as it arrives, on whatever thread the source brings it, so that what has arrived is kept if the rest
 * does not. Never throws at the source: what went wrong here is for the one who asked.
 */
final class Arrivals implements ReferenceSource.Receiver {
    private final Set<FieldKey> wanted;
    private final String source;
    private final Shelf shelf;
    private final Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
    private IOException trouble;

    Arrivals(Collection<FieldKey> wanted, String source, Shelf shelf) {
        this.wanted = new LinkedHashSet<>(wanted);
        this.source = source;
        this.shelf = shelf;
    }

    @Override
    public synchronized void take(FieldKey key, Readiness readiness) {
        if (!wanted.contains(key)) {
            return;
        }
        try {
            answers.put(key, readiness instanceof Ready ready ? shelf.put(key, source, ready) : readiness);
        } catch (IOException failed) {
            answers.put(key, new NotYet("the " + key.describe() + " could not be written to the field cache"));
            boolean passes = Room.lacking(failed) || failed instanceof ClosedByInterruptException;
            if (!passes) {
                trouble = failed;
            }
        }
    }

    /**
     * What is known of every key.
     *
     * @throws IOException if a field could not be written for another reason than a full disk or an interruption
     */
    synchronized Map<FieldKey, Readiness> answers() throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        wanted.forEach(
                key -> answers.putIfAbsent(key, new NotYet(source + " gave no answer about the " + key.describe())));
        return answers;
    }
}
