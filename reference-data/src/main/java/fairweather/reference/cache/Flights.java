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
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Asks a source for what is missing. What providers publish in one go is fetched by one thread of one process of the
 * machine at a time: threads of this process wait for each other, another process is left to its work.
 */
final class Flights {
    /** After what time the fields of another process's flight are worth another look. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    /** Nothing else can be done by a thread that is to end: the first look into a file would be cut off. */
    static final NotYet INTERRUPTED = new NotYet("the search in the field cache was interrupted");

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
            for (Map.Entry<Flight, List<FieldKey>> flight :
                    byFlight(missing, source.id()).entrySet()) {
                held.turns.push(turns.take(flight.getKey().name(), counters.waits::increment));
                Optional<NotYet> hindrance = begin(flight.getKey(), held);
                for (FieldKey key : flight.getValue()) {
                    Optional<Ready> meanwhile = cached.apply(key);
                    if (meanwhile.isPresent()) {
                        answers.put(key, meanwhile.get());
                    } else if (hindrance.isPresent()) {
                        answers.put(key, hindrance.get());
                    } else {
                        wanted.add(key);
                    }
                }
            }
            answers.putAll(ask(wanted, source));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            missing.forEach(key -> answers.putIfAbsent(key, INTERRUPTED));
        }
        return answers;
    }

    /** Takes the flight's lease, or says why the flight cannot begin. */
    private Optional<NotYet> begin(Flight flight, Held held) throws IOException {
        try {
            Optional<Leases.Lease> lease = leases.take(flight.name());
            lease.ifPresent(held.leases::push);
            if (lease.isPresent()) {
                return Optional.empty();
            }
            counters.waits.increment();
            return Optional.of(
                    new NotYet("another process of this machine is fetching the " + flight.describe(), ASK_AGAIN));
        } catch (IOException trouble) {
            if (!Room.lacking(trouble)) {
                throw trouble;
            }
            counters.refused.increment();
            return Optional.of(new NotYet("the field cache's disk is full"));
        }
    }

    private static SortedMap<Flight, List<FieldKey>> byFlight(Collection<FieldKey> keys, String source) {
        SortedMap<Flight, List<FieldKey>> flights = new TreeMap<>(Comparator.comparing(Flight::name));
        keys.forEach(key -> flights.computeIfAbsent(Flight.of(key, source), flight -> new ArrayList<>())
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
        Arrivals arrivals = new Arrivals(wanted, source.id(), shelf);
        source.readAll(wanted, arrivals);
        return arrivals.answers();
    }

    /** Turns and leases of one call, given back in the reverse order whatever happens. */
    private static final class Held implements AutoCloseable {
        private final Deque<Turns.Turn> turns = new ArrayDeque<>();
        private final Deque<Leases.Lease> leases = new ArrayDeque<>();

        @Override
        public void close() {
            leases.forEach(Leases.Lease::close);
            turns.forEach(Turns.Turn::close);
        }
    }
}
