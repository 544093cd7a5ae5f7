package fairweather.scorecard.output;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Component;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A table of at most 80 columns for people. */
public final class TablePrinter {
    private static final int WIDTH = 80;
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
            out.write(cut(title) + "\n");
        }
        out.write("\n");
        row("variable", "level", "lead", "region", "unit", "rmse", "bias", "skill", "acc");
        out.write("-".repeat(WIDTH - 3) + "\n");
        Component before = null;
        for (Element element : elements) {
            if (before != null && !before.key().equals(element.component().key())) {
                out.write("\n");
            }
            before = element.component();
            print(element);
        }
        leadScores();
    }

    private void print(Element element) throws IOException {
        Component component = element.component();
        String level = component.key().level() == null ? "" : component.key().level() + "";
        String lead =
                component.step().leadHours() == null ? "" : component.step().leadHours() + " h";
        Optional<String> reason = element.reason();
        if (reason.isPresent()) {
            String head = String.format(
                    Locale.ROOT, "%-8s %5s %6s %-8s ", component.key().variable(), level, lead, element.region());
            wrapped(head, "not scored: " + reason.get());
            return;
        }
        row(
                component.key().variable(),
                level,
                lead,
                element.region(),
                component.unit(),
                number(element.value("rmse"), 5),
                number(element.value("bias"), 4),
                fixed(element.value("skill_score")),
                fixed(element.value("acc")));
    }

    private void leadScores() throws IOException {
        if (card.leadScores().isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Integer, Double> score : card.leadScores().entrySet()) {
            text.append(text.isEmpty() ? "" : " · ")
                    .append(score.getKey())
                    .append(" h ")
                    .append(String.format(Locale.ROOT, "%.4f", score.getValue()));
        }
        out.write("\n");
        wrapped("lead score S of these variables: ", text.toString());
    }

    private void row(Object... cells) throws IOException {
        out.write(String.format(Locale.ROOT, FORMAT, cells).replaceAll("\\s+$", "") + "\n");
    }

    /** Puts a text behind a head, on as many lines as it needs, indented like the first. */
    private void wrapped(String head, String text) throws IOException {
        int room = WIDTH - head.length();
        String line = head;
        StringBuilder words = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!words.isEmpty() && words.length() + 1 + word.length() > room) {
                out.write((line + words).stripTrailing() + "\n");
                line = " ".repeat(head.length());
                words.setLength(0);
            }
            words.append(words.isEmpty() ? "" : " ").append(word);
        }
        out.write((line + words).stripTrailing() + "\n");
    }

    private static String cut(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
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
