package fairweather.bench.queue;

import fairweather.bench.Table;
import java.io.PrintWriter;
import java.util.List;

/** The figures on a terminal of 80 columns. */
record Summary(Figures figures, Plan plan) {
    void print(PrintWriter out) {
        tables(figures, plan).forEach(table -> out.println("\n" + table.plain().stripTrailing()));
        out.println("\nAims");
        Aims.of(figures)
                .forEach(aim -> out.println("  %-7s %s: %s".formatted(aim.verdict(), aim.words(), aim.reached())));
        figures.notes().forEach(note -> out.println("  " + note));
        out.flush();
    }

    static List<Table> tables(Figures figures, Plan plan) {
        List<Table> costs = plan.conditions().stream()
                .map(condition -> Tables.cost(figures, plan, condition))
                .toList();
        return java.util.stream.Stream.of(
                        List.of(Tables.throughput(figures, plan)), costs, List.of(Tables.pickUp(figures, plan)))
                .flatMap(List::stream)
                .toList();
    }
}
