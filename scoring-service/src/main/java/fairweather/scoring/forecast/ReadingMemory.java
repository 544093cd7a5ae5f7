package fairweather.scoring.forecast;

import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much memory work on a forecast takes. A lead is measured variable by variable, and all levels of a variable are
 * read at once, so what counts is the largest variable and not their number. Reference fields are mapped files and take
 * none; the sums of a component are some hundred bytes.
 */
public final class ReadingMemory {
    private static final long MIB = 1 << 20;

    /**
     * What any forecast needs before its metadata are known: {@code .zmetadata} of 4 MiB at most, as bytes and as text
     * ({@link fairweather.forecast.key.Caps#consolidatedMetadata}); in use it is some tens of KiB and its tree with it.
     * The same again for coordinates, rows being summed, statements and the objects of the task.
     */
    public static final long BASE = 16 * MIB;

    private ReadingMemory() {}

    /**
     * What measuring these leads takes at most, {@link #BASE} included. One field of 0.25° in a chunk of its own: 4 MiB
     * of values beside 2 x 4.4 MiB received and 4 MiB decoded, 33 MiB with the base; 13 levels of it in one chunk: 52
     * MiB beside 166 MiB, 234 MiB with the base; the demonstration's 1°: 17 MiB. A chunk of the largest allowed size
     * (128 MiB) comes to over 400 MiB.
     */
    public static long of(ForecastReader reader, Collection<LeadInputs.Complete> leads) {
        return BASE
                + leads.stream().mapToLong(lead -> largest(reader, lead)).max().orElse(0);
    }

    private static long largest(ForecastReader reader, LeadInputs.Complete lead) {
        if (lead.components().isEmpty()) {
            return 0;
        }
        TargetGrid grid = Forecast.target(lead.grid());
        Map<String, Long> levels = lead.components().stream()
                .collect(Collectors.groupingBy(ComponentInputs::variable, Collectors.counting()));
        return levels.entrySet().stream()
                .mapToLong(variable -> reader.memory(variable.getKey(), Math.toIntExact(variable.getValue()), grid))
                .max()
                .orElse(0);
    }
}
