package fairweather.bench.queue;

import fairweather.bench.queue.PickUp.Waits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that was measured. */
final class Figures {
    private final String server;
    private final Map<Entrant, Map<Condition, List<Round>>> rounds = new EnumMap<>(Entrant.class);
    private final Map<Entrant, List<Waits>> idle = new EnumMap<>(Entrant.class);
    private final Map<Entrant, List<Waits>> loaded = new EnumMap<>(Entrant.class);
    private final List<String> notes = new ArrayList<>();

    Figures(String server) {
        this.server = server;
    }

    /** The version of PostgreSQL. */
    String server() {
        return server;
    }

    void add(Entrant entrant, Condition condition, Round round) {
        rounds.computeIfAbsent(entrant, first -> new EnumMap<>(Condition.class))
                .computeIfAbsent(condition, first -> new ArrayList<>())
                .add(round);
    }

    void addIdle(Entrant entrant, Waits waits) {
        idle.computeIfAbsent(entrant, first -> new ArrayList<>()).add(waits);
    }

    void addLoaded(Entrant entrant, Waits waits) {
        loaded.computeIfAbsent(entrant, first -> new ArrayList<>()).add(waits);
    }

    void note(String line) {
        notes.add(line);
    }

    /** In the order in which they were measured; empty if they were not. */
    List<Round> rounds(Entrant entrant, Condition condition) {
        return rounds.getOrDefault(entrant, Map.of()).getOrDefault(condition, List.of());
    }

    Waits idle(Entrant entrant) {
        return Waits.together(idle.getOrDefault(entrant, List.of()));
    }

    Waits loaded(Entrant entrant) {
        return Waits.together(loaded.getOrDefault(entrant, List.of()));
    }

    List<String> notes() {
        return notes;
    }
}
