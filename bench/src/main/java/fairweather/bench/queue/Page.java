package fairweather.bench.queue;

import java.util.List;

record Page(Figures figures, Plan plan, List<String> arguments) {
    String text() {
        StringBuilder text = new StringBuilder();
        Summary.tables(figures, plan).forEach(table -> text.append(table.markdown()).append('\n'));
        return text.toString();
    }
}
