package fairweather.scorecard.output;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Component;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table of at most 80 columns for people. */
public final class TablePrinter {
    private static final int WIDTH = 80;
    private static final int MOST_VARIABLE = 8;
    private static final int MOST_UNIT = 9;
    private static final String FORMAT = "%-8s %5s %6s %-8s %-9s %9s %9s %7s %7s%n";

    private final Card card;
    private final Writer out;

    public TablePrinter(Card card, Writer out) {
        this.card = card;
        this.out = out;
    }

    /** @param titles lines above the table, cut to its width */
    public void print(List<String> titles, List<Element> elements) throws IOException {
        for (String title : titles) {
            out.write(cut(title, WIDTH) + "\n");
        }
        out.write("\n");
        row("variable", "level", "lead", "region", "unit", "rmse", "bias", "skill", "acc");
        out.write("-".repeat(WIDTH - 3) + "\n");
        Component before = null;
        for (Element element : elements) {
            if (before != null && parted(before, element.component())) {
                out.write("\n");
            }
            before = element.component();
            print(element);
        }
        leadScores();
    }

    /** Levels of several leads stand apart; of a single lead, variables do. */
    private boolean parted(Component before, Component now) {
        return !before.key().variable().equals(now.key().variable())
                || !before.key().equals(now.key()) && severalLeads();
    }

    private boolean severalLeads() {
        return card.components().stream().map(Component::step).distinct().count() > 1;
    }

    private void print(Element element) throws IOException {
        Component component = element.component();
        String variable = cut(component.key().variable(), MOST_VARIABLE);
        String level = component.key().level() == null ? "" : component.key().level() + "";
        String lead =
                component.step().leadHours() == null ? "" : component.step().leadHours() + " h";
        Optional<String> reason = element.reason();
        if (reason.isPresent()) {
            String head = String.format(Locale.ROOT, "%-8s %5s %6s %-8s ", variable, level, lead, element.region());
            wrapped(head, List.of(("not scored: " + reason.get()).split(" ")), " ");
            return;
        }
        row(
                variable,
                level,
                lead,
                element.region(),
                cut(component.unit(), MOST_UNIT),
                number(element.value("rmse"), 5),
                number(element.value("bias"), 4),
                fixed(element.value("skill_score")),
                fixed(element.value("acc")));
    }

    private void leadScores() throws IOException {
        if (card.leadScores().isEmpty()) {
            return;
        }
        List<String> scores = card.leadScores().entrySet().stream()
                .map(score -> String.format(Locale.ROOT, "%d h %.4f", score.getKey(), score.getValue()))
                .toList();
        out.write("\n");
        wrapped("lead score S of these variables: ", scores, " · ");
    }

    private void row(Object... cells) throws IOException {
        out.write(String.format(Locale.ROOT, FORMAT, cells).replaceAll("\\s+$", "") + "\n");
    }

    /** Puts parts of a text behind a head, on as many lines as they need, indented like the first. */
    private void wrapped(String head, List<String> parts, String between) throws IOException {
        int room = WIDTH - head.length();
        String start = head;
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (!line.isEmpty() && line.length() + between.length() + part.length() > room) {
                out.write(start + line + "\n");
                start = " ".repeat(head.length());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : between).append(part);
        }
        out.write(start + line + "\n");
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String fixed(Optional<Double> value) {
        return value.map(number -> Math.abs(number) < 1000
                        ? String.format(Locale.ROOT, "%.4f", number)
                        : String.format(Locale.ROOT, "%.1e", number))
                .orElse("-");
    }

    /** So many significant digits, without an exponent where that can be avoided. */
    public static String number(Optional<Double> value, int digits) {
        return value.map(number -> number(number, digits)).orElse("-");
    }

    private static String number(double value, int digits) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if ((size < 1e-2 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%." + Math.min(2, digits - 1) + "e", value);
        }
        int whole = size < 1 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, digits - whole) + "f", value);
    }
}
