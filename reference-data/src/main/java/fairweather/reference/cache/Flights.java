package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Asks a source for what is missing. What providers publish in one go is fetched by one thread of one process of the
 * machine at a time: threads of this process wait for each other, another process is left to its work.
 */
final class Flights {
    /** After what time the fields of another process's flight are worth another look. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    private final Shelf shelf;
    private final Room room;
    private final Leases leases;
    private final Counters counters;
    private final Turns turns = new Turns();

    Flights(Shelf shelf, Room room, Leases leases, Counters counters) {
        this.shelf = shelf;
        this.room = room;
        this.leases = leases;
        this.counters = counters;
    }

    /**
     * An answer for every key.
     *
     * @param cached looks a key up again, since the one who was waited for may have fetched it
     */
    Map<FieldKey, Readiness> fly(
            Collection<FieldKey> missing, ReferenceSource source, Function<FieldKey, Optional<Ready>> cached)
            throws IOException {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        List<FieldKey> wanted = new ArrayList<>();
        try (Held held = new Held()) {
            for (Map.Entry<String, List<FieldKey>> flight :
                    byFlight(missing, source.id()).entrySet()) {
                held.turns.push(turns.take(flight.getKey(), counters.waits::increment));
                Optional<Leases.Lease> lease = leases.take(flight.getKey());
                lease.ifPresent(held.leases::push);
                for (FieldKey key : flight.getValue()) {
                    Optional<Ready> meanwhile = cached.apply(key);
                    if (meanwhile.isPresent()) {
                        answers.put(key, meanwhile.get());
                    } else if (lease.isPresent()) {
                        wanted.add(key);
                    } else {
                        counters.waits.increment();
                        answers.put(key, elsewhere(key));
                    }
                }
            }
            answers.putAll(ask(wanted, source));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            missing.forEach(key -> answers.putIfAbsent(key, new NotYet("the wait for a fetch was interrupted")));
        }
        return answers;
    }

    private static NotYet elsewhere(FieldKey key) {
        return new NotYet("another process of this machine is fetching the " + key.describe(), ASK_AGAIN);
    }

    private static Map<String, List<FieldKey>> byFlight(Collection<FieldKey> keys, String source) {
        Map<String, List<FieldKey>> flights = new TreeMap<>();
        keys.forEach(key -> flights.computeIfAbsent(Flight.of(key, source).name(), name -> new ArrayList<>())
                .add(key));
        return flights;
    }

    private Map<FieldKey, Readiness> ask(List<FieldKey> wanted, ReferenceSource source) throws IOException {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Optional<String> refusal = room.refusal(source.id(), wanted.size());
        if (refusal.isPresent()) {
            counters.refused.increment();
            Map<FieldKey, Readiness> refused = new LinkedHashMap<>();
            wanted.forEach(key -> refused.put(key, new NotYet(refusal.get())));
            return refused;
        }
        try (Arrivals arrivals = new Arrivals(wanted, source.id(), shelf)) {
            source.readAll(wanted, arrivals);
            return arrivals.answers();
        }
    }

    /** Turns and leases of one call, given back in the reverse order whatever happens. */
    private static final class Held implements AutoCloseable {
        private final Deque<Turns.Turn> turns = new ArrayDeque<>();
        private final Deque<Leases.Lease> leases = new ArrayDeque<>();

        @Override
        public void close() throws IOException {
            try {
                for (Leases.Lease lease : leases) {
                    lease.close();
                }
            } finally {
                turns.forEach(Turns.Turn::close);
            }
        }
    }
}
