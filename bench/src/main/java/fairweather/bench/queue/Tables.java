package fairweather.bench.queue;

import fairweather.bench.Spread;
import fairweather.bench.Table;
import fairweather.bench.queue.PickUp.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the queue's figures. */
final class Tables {
    private Tables() {}

    /** Jobs a second under each condition. */
    static Table throughput(Figures figures, Plan plan) {
        List<String> head = new ArrayList<>(List.of("1,000 jobs/s"));
        plan.conditions().forEach(condition -> head.add(condition.words()));
        List<List<String>> rows = new ArrayList<>();
        for (Entrant entrant : plan.entrants()) {
            List<String> row = new ArrayList<>(List.of(entrant.words()));
            for (Condition condition : plan.conditions()) {
                row.add(spread(Rounds.spread(figures.rounds(entrant, condition), Round::perSecond)));
            }
            rows.add(row);
        }
        return new Table("Throughput: median (least–most) of the rounds", head, rows);
    }

    /** What a job costs under one condition. */
    static Table cost(Figures figures, Plan plan, Condition condition) {
        List<List<String>> rows = new ArrayList<>();
        for (Entrant entrant : plan.entrants()) {
            List<Round> rounds = figures.rounds(entrant, condition);
            rows.add(List.of(
                    entrant.words(),
                    number("%,.0f", Rounds.spread(rounds, Round::walBytesPerJob).median()),
                    number("%.2f", Rounds.spread(rounds, Round::commitsPerJob).median()),
                    number(
                            "%,.0f",
                            Rounds.spread(rounds, Round::clientMicrosPerJob).median()),
                    number(
                            "%,.0f",
                            Rounds.spread(rounds, Round::serverMicrosPerJob).median())));
        }
        return new Table(
                "Cost of a job, " + condition.words() + ": medians",
                List.of("a job", "WAL bytes", "commits", "client µs", "server µs"),
                rows);
    }

    /** From the instant of enqueuing to the start of the task. */
    static Table pickUp(Figures figures, Plan plan) {
        List<List<String>> rows = new ArrayList<>();
        for (Entrant entrant : plan.entrants()) {
            Waits idle = figures.idle(entrant);
            Waits loaded = figures.loaded(entrant);
            if (idle.nanos().length > 0) {
                rows.add(List.of(
                        entrant.words(),
                        quantiles(idle),
                        quantiles(loaded),
                        "%,.0f".formatted(loaded.perSecond()),
                        Long.toString(idle.missing() + loaded.missing())));
            }
        }
        return new Table(
                "Pick-up in ms, p50 / p95 / p99; half load in jobs/s; late: not within 10 s",
                List.of("pick-up", "at idle", "at half load", "jobs/s", "late"),
                rows);
    }

    private static String quantiles(Waits waits) {
        return Stream.of(0.5, 0.95, 0.99)
                .map(waits::millis)
                .map(millis -> (millis < 1000 ? "%.1f" : "%,.0f").formatted(millis))
                .collect(Collectors.joining(" / "));
    }

    private static String thousands(double number) {
        return (number < 10_000 ? "%.2f" : "%.1f").formatted(number / 1000);
    }

    private static String spread(Spread spread) {
        return spread.measured()
                ? "%s (%s–%s)"
                        .formatted(thousands(spread.median()), thousands(spread.least()), thousands(spread.most()))
                : "–";
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : format.formatted(value);
    }
}
