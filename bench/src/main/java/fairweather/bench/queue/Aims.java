package fairweather.bench.queue;

import fairweather.bench.Aim;
import java.util.ArrayList;
import java.util.List;

/** What the queue should reach, and what it has reached. */
final class Aims {
    private static final double BESIDE_PEER = 1.5;
    private static final double OF_LIMIT = 0.6;
    private static final double PICK_UP_MILLIS = 25;
    private static final double OF_EMPTY = 0.95;

    private Aims() {}

    /** Those for which there are figures. */
    static List<Aim> of(Figures figures) {
        List<Aim> aims = new ArrayList<>();
        List<Round> batched = figures.rounds(Entrant.FAIRWEATHER, Condition.EMPTY);
        Aim.ratio(
                aims,
                "at least 1.5 × db-scheduler's throughput",
                Rounds.ratio(batched, figures.rounds(Entrant.DB_SCHEDULER, Condition.EMPTY)),
                BESIDE_PEER);
        Aim.ratio(
                aims,
                "unbatched, at least 0.60 of pgbench",
                Rounds.ratio(
                        figures.rounds(Entrant.FAIRWEATHER_UNBATCHED, Condition.EMPTY),
                        figures.rounds(Entrant.PGBENCH, Condition.EMPTY)),
                OF_LIMIT);
        double p99 = figures.idle(Entrant.FAIRWEATHER).millis(0.99);
        if (!Double.isNaN(p99)) {
            aims.add(new Aim("p99 pick-up at idle under 25 ms", "%.1f ms".formatted(p99), p99 < PICK_UP_MILLIS));
        }
        Aim.ratio(
                aims,
                "finished rows, at least 0.95 of an empty table",
                Rounds.ratio(figures.rounds(Entrant.FAIRWEATHER, Condition.FINISHED), batched),
                OF_EMPTY);
        return aims;
    }
}
