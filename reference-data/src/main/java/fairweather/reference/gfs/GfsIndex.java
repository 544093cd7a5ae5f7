package fairweather.reference.gfs;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.gfs.Refusal.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The index of one GRIB file: a line for each field, in the order of the file,
 *
 * <pre>{@code number:offset:d=YYYYMMDDHH:NAME:LEVEL:STEP:}</pre>
 *
 * with further parts where the field is no plain forecast. Fields that share a message are numbered {@code 13.1},
 * {@code 13.2} and have one offset. A message ends where the next offset begins, the last one with the file.
 */
final class GfsIndex {
    static final int MOST_LINES = 2000;
    /** Some three times what the longest index has. */
    static final int MOST_BYTES = 128 << 10;

    private static final int LONGEST_QUOTE = 60;
    private static final Pattern LINE =
            Pattern.compile("\\d{1,5}(?:\\.\\d{1,3})?:(\\d{1,12}):(d=\\d{10}):([^:]+):([^:]+):([^:]+):(.*)");

    /** @param extra what follows the step; empty for a plain forecast */
    private record Line(int row, long offset, String name, String level, String step, String extra) {}

    private final GfsStep step;
    private final List<Line> lines;

    private GfsIndex(GfsStep step, List<Line> lines) {
        this.step = step;
        this.lines = List.copyOf(lines);
    }

    /**
     * @param fewestLines that a whole index has
     * @throws Refusal naming the line that is wrong
     */
    static GfsIndex parse(byte[] bytes, GfsStep step, int fewestLines) throws Refusal {
        if (bytes.length == 0) {
            throw unfinished("the index is empty");
        }
        String[] rows = text(bytes).split("\n", -1);
        int count = rows[rows.length - 1].isEmpty() ? rows.length - 1 : rows.length;
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(i + 1, rows[i], step, i == 0 ? 0 : lines.getLast().offset()));
        }
        if (count < fewestLines || count > MOST_LINES) {
            throw unfinished("the index has " + count + " lines instead of " + fewestLines + " to " + MOST_LINES);
        }
        return new GfsIndex(step, lines);
    }

    private static String text(byte[] bytes) throws Refusal {
        int row = 1;
        for (byte one : bytes) {
            boolean printable = one >= ' ' && one < 0x7f;
            if (!printable && one != '\n') {
                throw unfinished("line " + row + " of the index is not plain ASCII text");
            }
            row += one == '\n' ? 1 : 0;
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static Line line(int row, String text, GfsStep step, long atLeast) throws Refusal {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw unfinished("line " + row + " of the index is no line of an index: " + quote(text));
        }
        long offset = Long.parseLong(matcher.group(1));
        if (row == 1 && offset != 0) {
            throw unfinished("line 1 of the index begins at byte " + offset + " instead of 0");
        }
        if (offset < atLeast) {
            throw unfinished("line " + row + " of the index goes back from byte " + atLeast + " to " + offset);
        }
        if (!matcher.group(2).equals(step.indexDate())) {
            throw unfinished(
                    "line " + row + " of the index says " + matcher.group(2) + " instead of " + step.indexDate());
        }
        return new Line(row, offset, matcher.group(3), matcher.group(4), matcher.group(5), matcher.group(6));
    }

    /** Where the last message begins; an object that ends before that is not whole. */
    long lastOffset() {
        return lines.getLast().offset();
    }

    int messages() {
        return (int) lines.stream().mapToLong(Line::offset).distinct().count();
    }

    /**
     * The message that the field is in.
     *
     * @param length of the data object
     * @throws Refusal unless exactly one line lists the field, at the step of this file
     */
    Span message(FieldKey key, CanonicalVariable variable, long length) throws Refusal {
        String name = name(variable);
        String level = level(variable, key.level());
        List<Line> listed = lines.stream()
                .filter(line -> line.name().equals(name)
                        && line.level().equals(level)
                        && line.extra().isEmpty())
                .toList();
        List<Line> found = listed.stream()
                .filter(line -> line.step().equals(step.indexStep()))
                .toList();
        if (found.size() == 1) {
            return span(found.getFirst(), length);
        }
        String wanted = name + " at " + level;
        if (found.size() > 1) {
            throw unfinished(
                    "lines " + found.get(0).row() + " and " + found.get(1).row() + " of the index both list " + wanted);
        }
        throw unfinished(
                listed.isEmpty()
                        ? "the index does not list " + wanted
                        : "line " + listed.getFirst().row() + " of the index lists " + wanted + " for "
                                + quote(listed.getFirst().step()) + " instead of \"" + step.indexStep() + "\"");
    }

    private Span span(Line line, long length) throws Refusal {
        long end = lines.stream()
                .mapToLong(Line::offset)
                .filter(offset -> offset > line.offset())
                .findFirst()
                .orElse(length);
        if (end > length || end <= line.offset() || end - line.offset() > RangePlan.LONGEST_RANGE) {
            throw unfinished("line " + line.row() + " of the index begins a message of " + (end - line.offset())
                    + " bytes in a file of " + length);
        }
        return new Span(line.offset(), end - 1);
    }

    private static String name(CanonicalVariable variable) {
        return switch (variable) {
            case TEMPERATURE_2M, TEMPERATURE -> "TMP";
            case EASTWARD_WIND_10M, EASTWARD_WIND -> "UGRD";
            case NORTHWARD_WIND_10M, NORTHWARD_WIND -> "VGRD";
            case SEA_LEVEL_PRESSURE -> "PRMSL";
            case SPECIFIC_HUMIDITY -> "SPFH";
            case GEOPOTENTIAL -> "HGT";
        };
    }

    private static String level(CanonicalVariable variable, Integer hectopascals) {
        return switch (variable) {
            case TEMPERATURE_2M -> "2 m above ground";
            case EASTWARD_WIND_10M, NORTHWARD_WIND_10M -> "10 m above ground";
            case SEA_LEVEL_PRESSURE -> "mean sea level";
            case TEMPERATURE, EASTWARD_WIND, NORTHWARD_WIND, SPECIFIC_HUMIDITY, GEOPOTENTIAL -> hectopascals + " mb";
        };
    }

    private static String quote(String text) {
        return '"' + text.substring(0, Math.min(text.length(), LONGEST_QUOTE)) + '"';
    }

    private static Refusal unfinished(String why) {
        return new Refusal(Kind.UNFINISHED, why);
    }
}
