package fairweather.bench.queue;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the benchmark. Contestants and conditions take turns within a round, each pair with a database of its own,
 * so that what the machine does meanwhile befalls all alike.
 */
final class Bout implements AutoCloseable {
    private static final int FIRST_JOBS = 800;
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(30);

    private final Plan plan;
    private final PrintWriter out;
    private final DurableServer server;
    private final Map<Entrant, Map<Condition, Contestant>> contestants = new EnumMap<>(Entrant.class);
    private final Map<Entrant, Integer> jobs = new EnumMap<>(Entrant.class);
    private final Figures figures;

    Bout(Plan plan, PrintWriter out) throws IOException, SQLException {
        this.plan = plan;
        this.out = out;
        server = new DurableServer();
        figures = new Figures(server.version());
    }

    Figures run() throws Exception {
        for (Entrant entrant : plan.entrants()) {
            if (entrant == Entrant.PGBENCH && !PgbenchLimit.installed()) {
                skip("pgbench: skipped: pgbench is not installed");
            } else {
                enter(entrant);
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            work(round);
        }
        pickUp();
        return figures;
    }

    private void skip(String line) {
        say(line);
        figures.note(line);
    }

    /** Makes a contestant's databases, warms it up, for as many rounds as will count, and finds how many jobs fill a round. */
    private void enter(Entrant entrant) throws Exception {
        for (Condition condition : plan.conditions()) {
            Contestant contestant = entrant.on(server);
            contestants
                    .computeIfAbsent(entrant, first -> new EnumMap<>(Condition.class))
                    .put(condition, contestant);
            double perSecond = warmUp(contestant, FIRST_JOBS);
            if (!jobs.containsKey(entrant)) {
                for (int i = 0; i < plan.rounds(); i++) {
                    perSecond = warmUp(contestant, fitting(perSecond));
                }
                jobs.put(entrant, fitting(perSecond));
                say("%-22s warm, %,.0f jobs/s".formatted(entrant.words(), perSecond));
            }
            if (condition == Condition.FINISHED && !contestant.addFinished(plan.finished())) {
                contestants.get(entrant).remove(condition);
                contestant.close();
                skip("%s: keeps no finished rows".formatted(entrant.words()));
            }
        }
    }

    private double warmUp(Contestant contestant, int count) throws Exception {
        return Round.of(contestant, Condition.EMPTY, count, FIRST_LIMIT, server).perSecond();
    }

    private int fitting(double perSecond) {
        double count = perSecond * plan.round().toMillis() / 1000;
        return Math.max(1, (int) (count / Setting.CONNECTIONS)) * Setting.CONNECTIONS;
    }

    private void work(int number) throws Exception {
        for (Condition condition : plan.conditions()) {
            for (Map.Entry<Entrant, Map<Condition, Contestant>> entry : contestants.entrySet()) {
                Contestant contestant = entry.getValue().get(condition);
                if (contestant != null) {
                    Entrant entrant = entry.getKey();
                    Round round = Round.of(contestant, condition, jobs.get(entrant), plan.limit(), server);
                    figures.add(entrant, condition, round);
                    say("round %d, %-13s  %-22s %,8.0f jobs/s"
                            .formatted(number, condition.words(), entrant.words(), round.perSecond()));
                }
            }
        }
    }

    private void pickUp() throws InterruptedException {
        Map<Entrant, PickUp> measured = new EnumMap<>(Entrant.class);
        contestants.forEach((entrant, tables) -> {
            if (entrant != Entrant.FAIRWEATHER_UNBATCHED && tables.get(Condition.EMPTY) instanceof WorkingQueue queue) {
                measured.put(entrant, new PickUp(queue));
            }
        });
        Map<Entrant, Double> half = new EnumMap<>(Entrant.class);
        for (Map.Entry<Entrant, PickUp> entry : measured.entrySet()) {
            half.put(entry.getKey(), Math.max(1, entry.getValue().capacity(plan.round()) / 2));
            say("%-22s takes in and works off %,.0f jobs/s"
                    .formatted(entry.getKey().words(), 2 * half.get(entry.getKey())));
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Map.Entry<Entrant, PickUp> entry : measured.entrySet()) {
                Entrant entrant = entry.getKey();
                PickUp pickUp = entry.getValue();
                figures.addIdle(
                        entrant, pickUp.idle(plan.samples(), plan.round().multipliedBy(2)));
                figures.addLoaded(entrant, pickUp.loaded(half.get(entrant), plan.round()));
            }
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        List<Contestant> all = new ArrayList<>();
        contestants.values().forEach(tables -> all.addAll(tables.values()));
        all.forEach(Contestant::close);
        server.close();
    }
}
