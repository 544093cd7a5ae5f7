package fairweather.scoring.forecast;

import fairweather.forecast.key.Caps;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much memory work on a forecast takes. Chunks are dropped as soon as they are summed, so what counts is the largest
 * chunk and not the number of fields. Reference fields are mapped files and take none.
 */
public final class ReadingMemory {
    private static final long MIB = 1 << 20;

    /**
     * What any forecast needs before its metadata are known: {@code .zmetadata} of 4 MiB at most, as bytes and as text
     * ({@link Caps#consolidatedMetadata}); in use it is some tens of KiB and its tree with it.
     * The same again for ordinary coordinates, rows being summed, statements and the objects of the task.
     */
    public static final long BASE = 16 * MIB;

    /** What is kept of a row of a field until all its rows are there. */
    private static final long ROW = 256;

    /** What mode parity keeps of it besides. */
    private static final long PARITY_ROW = 768;

    /** How many chunks at once keep two processors busy: one being fetched, two being decoded. */
    private static final int CHUNKS_AT_ONCE = 3;

    /** 13 levels of 0.25°: the most rows of a variable at one lead. */
    private static final long MOST_ROWS = 13 * 721;

    private static final long MOST_COLUMNS = 1440;

    /**
     * What one lead takes at most, whatever chunks within the caps a miner has chosen, 461 MiB: {@link #BASE}; a chunk of
     * 128 MiB, received in two pieces and decoded; and, where chunks divide the longitudes, all rows of a variable that
     * wait for the rest of theirs (52 MiB), with what is kept of them in both modes (9 MiB). A process that never has so
     * much would let miners choose not to be scored.
     */
    public static final long LARGEST = BASE
            + 2L * Caps.DEFAULT.encodedChunk()
            + Caps.DEFAULT.decodedChunk()
            + MOST_ROWS * (MOST_COLUMNS * Float.BYTES + ROW + PARITY_ROW);

    private ReadingMemory() {}

    /**
     * What measuring these leads takes at most if chunks are read one by one, {@link #BASE} included. One field of 0.25°
     * in a chunk of its own: 2 x 4.4 MiB received and 4 MiB decoded, 29 MiB with the base; 13 levels of it in one chunk:
     * 186 MiB; the demonstration's 1°: 17 MiB. A chunk of the largest allowed size (128 MiB) comes to about 400 MiB.
     */
    public static long of(ForecastReader reader, Collection<LeadInputs.Complete> leads) {
        return BASE + largest(reader, leads, 1);
    }

    /** What it takes if chunks are fetched while others are decoded: better, but not needed. */
    public static long ofPipeline(ForecastReader reader, Collection<LeadInputs.Complete> leads) {
        return BASE + largest(reader, leads, CHUNKS_AT_ONCE);
    }

    private static long largest(ForecastReader reader, Collection<LeadInputs.Complete> leads, int chunks) {
        Map<String, Long> fields = leads.stream()
                .flatMap(lead -> lead.components().stream())
                .collect(Collectors.groupingBy(ComponentInputs::variable, Collectors.counting()));
        long largest = 0;
        for (LeadInputs.Complete lead : leads) {
            for (ComponentInputs component : lead.components()) {
                String variable = component.variable();
                TargetGrid grid = Forecast.target(lead.grid());
                int wanted = Math.toIntExact(fields.get(variable));
                long row = lead.parity() == null ? ROW : ROW + PARITY_ROW;
                long kept = row * grid.rows() * reader.together(variable, wanted);
                largest = Math.max(largest, chunks * (kept + reader.memory(variable, wanted, grid)));
            }
        }
        return largest;
    }
}
