package fairweather.data.selection;

import fairweather.run.VariableLevels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a run of some series scores.
 *
 * @param day1 the variables of Day 1
 * @param day1Leads hours against the analysis
 * @param later the variables against ERA5
 * @param laterLeads hours against ERA5
 */
public record Wish(
        List<VariableLevels> day1, List<Integer> day1Leads, List<VariableLevels> later, List<Integer> laterLeads) {
    /** The levels of a variable for which none are named, hPa. */
    static final List<Integer> LEVELS = List.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000);

    private static final List<VariableLevels> SURFACE =
            List.of(surface("2t"), surface("msl"), surface("10u"), surface("10v"));

    /** The series that is there from the start. */
    public static final Wish DAILY = new Wish(
            with(SURFACE, new VariableLevels("z", List.of(500))),
            List.of(12),
            with(SURFACE, everywhere("t"), everywhere("u"), everywhere("v"), everywhere("q"), everywhere("z")),
            IntStream.rangeClosed(1, 10).map(day -> 24 * day).boxed().toList());

    private static VariableLevels surface(String name) {
        return new VariableLevels(name, List.of());
    }

    private static VariableLevels everywhere(String name) {
        return new VariableLevels(name, LEVELS);
    }

    private static List<VariableLevels> with(List<VariableLevels> some, VariableLevels... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }
}
