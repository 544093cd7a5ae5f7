package fairweather.bench.queue;

import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param round about how long a round lasts on an empty table
 * @param finished how many finished rows the full table has
 * @param samples how many jobs are enqueued at idle, per round
 * @param only beginnings of the names of contestants and conditions; empty for all
 */
record Plan(int rounds, Duration round, int finished, int samples, List<String> only) {
    List<Entrant> entrants() {
        List<Entrant> chosen = List.of(Entrant.values()).stream()
                .filter(entrant -> chosen(entrant.words()))
                .toList();
        return chosen.isEmpty() ? List.of(Entrant.values()) : chosen;
    }

    List<Condition> conditions() {
        List<Condition> chosen = List.of(Condition.values()).stream()
                .filter(condition -> chosen(condition.words()))
                .toList();
        return chosen.isEmpty() ? List.of(Condition.values()) : chosen;
    }

    private boolean chosen(String words) {
        return only.stream().anyMatch(words::startsWith);
    }

    /** A round that takes longer is cut off: with an old snapshot held, work may become ever slower. */
    Duration limit() {
        return round.multipliedBy(3).plusSeconds(2);
    }
}
