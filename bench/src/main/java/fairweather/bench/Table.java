package fairweather.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of what was measured: its title, its head, and a row per contestant. */
public record Table(String title, List<String> head, List<List<String>> rows) {
    /** In columns, for a terminal. */
    public String plain() {
        int[] widths = new int[head.size()];
        for (List<String> row : all()) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder(title).append('\n');
        for (List<String> row : all()) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < widths.length; i++) {
                String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
                line.append(format.formatted(row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a page. */
    public String markdown() {
        StringBuilder text = new StringBuilder("#### ").append(title).append("\n\n");
        String[] rules = new String[head.size()];
        Arrays.fill(rules, "---:");
        rules[0] = "---";
        text.append(line(head)).append(line(List.of(rules)));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private List<List<String>> all() {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        return all;
    }
}
