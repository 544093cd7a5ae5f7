package fairweather.bench.queue;

import fairweather.bench.Aim;
import fairweather.bench.Machine;
import fairweather.bench.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The queue's part of {@code docs/benchmarks.md}: a fixed text with the figures in it. */
record Page(Figures figures, Plan plan, List<String> arguments) {
    private static final String TEMPLATE = "benchmarks.md";

    String text() throws IOException {
        String text;
        try (InputStream template = Page.class.getResourceAsStream(TEMPLATE)) {
            text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> part : parts().entrySet()) {
            text = text.replace("${" + part.getKey() + "}", part.getValue());
        }
        return text;
    }

    /** As it was given, but for the place of this page. */
    private String command() {
        List<String> told = new ArrayList<>(List.of("./fairweather", "bench", "queue"));
        told.addAll(arguments);
        int write = told.indexOf("--write");
        if (write >= 0) {
            told.subList(write, write + 2).clear();
        }
        return String.join(" ", told);
    }

    private Map<String, String> parts() throws IOException {
        return Map.of(
                "command", command(),
                "machine",
                        machine(Machine.here(
                                PgbenchLimit.installed() ? Machine.said("pgbench", "--version") : "no pgbench")),
                "aims", Aim.markdown(Aims.of(figures)),
                "tables",
                        Summary.tables(figures, plan).stream()
                                .map(Table::markdown)
                                .collect(Collectors.joining("\n")),
                "notes",
                        figures.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining()));
    }

    private String machine(Machine machine) {
        return "%d × %s, %s; %s; PostgreSQL %s; commit `%s`"
                .formatted(
                        machine.processors(),
                        machine.processor(),
                        machine.memory(),
                        machine.system(),
                        figures.server(),
                        machine.commit());
    }
}
