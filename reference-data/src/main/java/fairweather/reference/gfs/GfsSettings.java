package fairweather.reference.gfs;

import fairweather.reference.Grid;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the GFS's files are read and what they must be like.
 *
 * @param resolution the word in the files' names, for example {@code 0p25}
 * @param grid on which every field must lie; null for any
 * @param fewestLines of an index; a shorter one is still being written
 */
public record GfsSettings(String resolution, Grid grid, int fewestLines) {
    private static final Pattern RESOLUTION = Pattern.compile("(\\d)p(\\d\\d)");
    private static final int FEWEST_LINES = 10;

    /** The files of a quarter of a degree. */
    public static GfsSettings standard() {
        return of("0p25");
    }

    /** The files of a resolution, with fields on the whole globe in steps of that size. */
    public static GfsSettings of(String resolution) {
        Matcher matcher = RESOLUTION.matcher(resolution);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a resolution such as 0p25: \"" + resolution + "\"");
        }
        int hundredths = Integer.parseInt(matcher.group(1) + matcher.group(2));
        if (hundredths == 0 || 18_000 % hundredths != 0) {
            throw new IllegalArgumentException("the globe has no whole number of steps of " + resolution);
        }
        return new GfsSettings(resolution, Grid.global(18_000 / hundredths + 1, 36_000 / hundredths), FEWEST_LINES);
    }

    /** The same for small files, as tests and the demonstration have. */
    public GfsSettings withFewestLines(int lines) {
        return new GfsSettings(resolution, grid, lines);
    }

    /** The same for files on whatever grid. */
    public GfsSettings onAnyGrid() {
        return new GfsSettings(resolution, null, fewestLines);
    }
}
