package fairweather.data.place;

import java.util.ArrayList;
import java.util.List;

/** Text cut into lines that fit a terminal of 80 columns; a word that is longer than a line stays whole. */
public final class Paragraph {
    public static final int COLUMNS = 80;

    private Paragraph() {}

    /**
     * @param first what the first line begins with
     * @param rest what the others begin with
     */
    public static List<String> lines(String first, String rest, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split("\\s+")) {
            boolean full = line.length() + (empty ? 0 : 1) + word.length() > COLUMNS;
            if (full && !(empty && lines.size() > 0) && !line.toString().isBlank()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(rest);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
