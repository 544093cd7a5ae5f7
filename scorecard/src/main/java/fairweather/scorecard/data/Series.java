package fairweather.scorecard.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fields of one variable on one grid: one for every level, member and moment.
 *
 * @param variable our name, or the file's own where we have none
 * @param unit our unit, or the file's own text where the variable is none of ours
 * @param levels hPa; a single null for a field without a level
 * @param members numbers of an ensemble's members; a single null if it is none
 */
public record Series(
        String variable,
        String unit,
        Axes axes,
        List<Integer> levels,
        List<Integer> members,
        List<Moment> moments,
        Values values) {

    /** Reads one field, {@code [lat][lon]} in the order of the axes, by its places in the three lists. */
    @FunctionalInterface
    public interface Values {
        /** @throws fairweather.failure.FailureException if it cannot be read */
        float[] read(int level, int member, int moment);
    }

    /** All fields at one level, hPa or null. */
    public Stream<Slot> at(Integer level) {
        int position = levels.indexOf(level);
        return position < 0
                ? Stream.of()
                : IntStream.range(0, moments.size())
                        .boxed()
                        .flatMap(moment -> IntStream.range(0, members.size())
                                .mapToObj(member -> new Slot(this, position, member, moment)));
    }
}
