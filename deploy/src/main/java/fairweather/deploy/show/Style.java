package fairweather.deploy.show;

import java.util.ArrayList;
import java.util.List;

/**
 * What the place that text is shown in can do.
 *
 * @param columns how many characters fit on a line
 * @param unicode whether characters beyond ASCII can be shown
 */
public record Style(int columns, boolean unicode) {
    private static final int WIDEST = 80;
    private static final int NARROWEST = 40;
    private static final int HANGING = 2;

    public Style {
        columns = Math.clamp(columns, NARROWEST, WIDEST);
    }

    /** The text with ASCII in place of what cannot be shown, cut to one line. */
    public String fit(String text) {
        String shown = plain(text);
        if (shown.length() <= columns) {
            return shown;
        }
        String ellipsis = unicode ? "…" : "...";
        return shown.substring(0, columns - ellipsis.length()) + ellipsis;
    }

    /** A line broken between words, its continuations indented; what has no gap stays whole. */
    public List<String> wrap(String line) {
        String indent = " ".repeat(line.length() - line.stripLeading().length() + HANGING);
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > columns) {
            int gap = rest.lastIndexOf(' ', columns);
            if (rest.substring(0, Math.max(gap, 0)).isBlank()) {
                break;
            }
            lines.add(rest.substring(0, gap).stripTrailing());
            rest = indent + rest.substring(gap).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** The text with ASCII in place of what cannot be shown. */
    public String plain(String text) {
        return unicode
                ? text
                : text.replace("…", "...")
                        .replace(" · ", " - ")
                        .replace("–", "-")
                        .replaceAll("[^\\n\\x20-\\x7e]", "?");
    }

    String bar(double fraction, int width) {
        int full = (int) Math.floor(Math.clamp(fraction, 0.0, 1.0) * width);
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(width - full);
    }
}
