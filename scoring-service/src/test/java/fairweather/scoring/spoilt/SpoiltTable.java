package fairweather.scoring.spoilt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/spoilt-forecasts.md, all of whose rows have the same columns. */
final class SpoiltTable {
    private static final Path PAGE = Path.of("..", "docs", "spoilt-forecasts.md");

    /** What becomes of a spoilt field. */
    enum Outcome {
        /** Read as if nothing were wrong, because nothing is. */
        SOUND,
        /** Read and scored as it stands. */
        SCORED,
        /** Decoded and summed, but worth nothing. */
        ZEROED,
        /** Not read. */
        REFUSED,
        /** Ends the reading of the whole forecast. */
        FAILS
    }

    /**
     * @param costs which fields are spoilt, as {@link Component#matches} has it, separated by spaces
     * @param code empty where nothing is refused or zeroed
     * @param sentence the reason, with … for what differs from field to field, or several; for a lie, the diagnostic
     *     that should name it
     */
    record Row(String name, String spoilt, String costs, Outcome outcome, String code, String sentence) {
        boolean says(String reason) {
            return Arrays.stream(sentence.split(" or: "))
                    .map(one -> Arrays.stream(one.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".+")))
                    .anyMatch(reason::matches);
        }

        boolean costs(Component component) {
            return Arrays.stream(costs.split(" ")).anyMatch(component::matches);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private SpoiltTable() {}

    static List<Row> rows() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| `"))
                    .map(SpoiltTable::row)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 8) {
            throw new AssertionError("a row has other columns than the rest: " + line);
        }
        return new Row(
                bare(cells[1]),
                bare(cells[2]),
                bare(cells[3]),
                Outcome.valueOf(bare(cells[4]).toUpperCase(Locale.ROOT)),
                bare(cells[5]),
                bare(cells[6]));
    }

    private static String bare(String cell) {
        return cell.replace("`", "").strip();
    }
}
