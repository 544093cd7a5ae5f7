package fairweather.bench.gateway;

import fairweather.bench.Aim;
import fairweather.bench.Spread;
import fairweather.bench.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, round by round.
 *
 * @param transfers by load and way
 * @param talkingBytes the most memory the gateway had resident while all miners were asked
 * @param passingBytes the most it had while objects were passed on, per round of loads
 */
record Figures(
        Map<Load, Map<Way, List<Transfer>>> transfers,
        List<Conversations> conversations,
        List<Double> talkingBytes,
        List<Double> passingBytes) {
    private static final double MOST_BYTES = 400e6;

    Figures() {
        this(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Load load, Way way, Transfer transfer) {
        transfers
                .computeIfAbsent(load, first -> new EnumMap<>(Way.class))
                .computeIfAbsent(way, first -> new ArrayList<>())
                .add(transfer);
    }

    List<Table> tables() {
        return List.of(
                table("GB/s: median (least–most)", Transfer::gigabytesASecond),
                table("Processor seconds of what is in between, a GB: median (least–most)", Transfer::processorSeconds),
                new Table(
                        "All miners asked at once: median (least–most)",
                        List.of("what", "figure"),
                        List.of(
                                row("requests a second", spread(conversations, Conversations::requestsASecond)),
                                row("p50 of a request, ms", spread(conversations, Conversations::median)),
                                row("p99 of a request, ms", spread(conversations, Conversations::high)),
                                row("resident at most, MB", megabytes(talkingBytes)),
                                row("resident at most while objects are passed on, MB", megabytes(passingBytes)))));
    }

    private Table table(String title, ToDoubleFunction<Transfer> figure) {
        List<String> head = new ArrayList<>(List.of("objects"));
        for (Way way : Way.values()) {
            head.add(way.words());
        }
        List<List<String>> rows = new ArrayList<>();
        transfers.forEach((load, ways) -> {
            List<String> row = new ArrayList<>(List.of(load.words()));
            for (Way way : Way.values()) {
                row.add(text(spread(ways.getOrDefault(way, List.of()), figure)));
            }
            rows.add(row);
        });
        return new Table(title, head, rows);
    }

    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        transfers.forEach((load, ways) ->
                Aim.ratio(aims, "at least 0.9 × nginx, buffering: " + load.words(), against(ways, Way.NGINX), 0.9));
        if (!talkingBytes.isEmpty()) {
            Spread memory = megabytes(talkingBytes);
            aims.add(new Aim(
                    "all miners at once under 400 MB resident",
                    text(memory) + " MB",
                    memory.most() * 1e6 < MOST_BYTES));
        }
        return aims;
    }

    private static Spread against(Map<Way, List<Transfer>> ways, Way other) {
        return Spread.ratio(rates(ways, Way.GATEWAY), rates(ways, other));
    }

    private static List<Double> rates(Map<Way, List<Transfer>> ways, Way way) {
        return ways.getOrDefault(way, List.of()).stream()
                .map(Transfer::gigabytesASecond)
                .toList();
    }

    private static <T> Spread spread(List<T> measured, ToDoubleFunction<T> figure) {
        return Spread.of(measured.stream()
                .map(figure::applyAsDouble)
                .filter(value -> !value.isNaN())
                .toList());
    }

    private static Spread megabytes(List<Double> bytes) {
        return Spread.of(bytes.stream().map(value -> value / 1e6).toList());
    }

    private static List<String> row(String words, Spread spread) {
        return List.of(words, text(spread));
    }

    private static String text(Spread spread) {
        return spread.measured()
                ? "%s (%s–%s)".formatted(rounded(spread.median()), rounded(spread.least()), rounded(spread.most()))
                : "–";
    }

    private static String rounded(double value) {
        return (value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f").formatted(value);
    }
}
