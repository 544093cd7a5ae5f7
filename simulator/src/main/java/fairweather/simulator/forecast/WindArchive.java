package fairweather.simulator.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.reference.Readiness;
import fairweather.reference.directory.DirectorySource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The winds that the forecasters know: all analyses of a reference directory, its monthly climatology, its 3 hour forecasts
 * and its table of α. The analyses (40 times 2 fields, 21 MB) are read once, by several threads, when first asked for and
 * stay in memory. Fields are m/s, row-major [181][360], latitudes 90 to -90, longitudes 0 to 359; they are shared and must
 * not be changed. Safe for use by several threads.
 */
public final class WindArchive {
    /** The one grid of the fleet. */
    public static final Grid GRID = Grid.global(181, 360);

    private static final int STEP_OF_GFS_COPY = 3;

    /** What is derived from the analyses of one variable. */
    private record Analyses(NavigableMap<Instant, float[]> byTime, double[] mean, float[] roundedMean) {}

    private final DirectorySource source;
    private final Damping damping;
    private final Map<Wind, Analyses> analyses = new EnumMap<>(Wind.class);
    private final Map<List<Object>, float[]> otherFields = new ConcurrentHashMap<>();

    private WindArchive(DirectorySource source, Damping damping) {
        this.source = source;
        this.damping = damping;
    }

    /**
     * Reads the index and the table of α; the fields are read later.
     *
     * @param directory with {@code index.json} and {@code reference-scores.json}
     * @throws FailureException if one of them is missing or malformed
     */
    public static WindArchive open(Path directory) {
        return new WindArchive(
                DirectorySource.open(directory), Damping.read(directory.resolve("reference-scores.json")));
    }

    /** The analysis of exactly this time. */
    public float[] analysis(Wind wind, Instant time) {
        float[] field = analyses(wind).byTime().get(time);
        if (field == null) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, "There is no analysis of " + wind.variable() + " at " + time + ".");
        }
        return field;
    }

    /**
     * The analysis of this time; where the cycle is missing, the mean of its nearest neighbours before and after; outside
     * the archive, the nearest analysis.
     */
    public float[] verifying(Wind wind, Instant time) {
        NavigableMap<Instant, float[]> byTime = analyses(wind).byTime();
        Map.Entry<Instant, float[]> before = byTime.floorEntry(time);
        Map.Entry<Instant, float[]> after = byTime.ceilingEntry(time);
        if (before == null) {
            return after.getValue();
        }
        if (after == null || after.getKey().equals(before.getKey())) {
            return before.getValue();
        }
        float[] mean = new float[GRID.points()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (((double) before.getValue()[i] + after.getValue()[i]) / 2);
        }
        return mean;
    }

    /** The mean of all analyses of the archive, added in the order of time. */
    public double[] sampleMean(Wind wind) {
        return analyses(wind).mean();
    }

    /** {@link #sampleMean} rounded to float32. */
    public float[] roundedSampleMean(Wind wind) {
        return analyses(wind).roundedMean();
    }

    /** The monthly climatology at this time. */
    public float[] climatology(Wind wind, Instant time) {
        return otherFields.computeIfAbsent(
                List.of("climatology", wind, time.toString().substring(0, 7)),
                key -> values(source.climatology(wind.variable(), null, time)));
    }

    /** The GFS forecast of the cycle that starts at this time, 3 hours ahead. */
    public float[] threeHourForecast(Wind wind, Instant start) {
        return otherFields.computeIfAbsent(
                List.of("forecast", wind, start),
                key -> values(source.forecast(wind.variable(), null, start, STEP_OF_GFS_COPY)));
    }

    public Damping damping() {
        return damping;
    }

    /** The times that have an analysis, ascending. */
    public List<Instant> times(Wind wind) {
        return List.copyOf(analyses(wind).byTime().keySet());
    }

    private Analyses analyses(Wind wind) {
        synchronized (analyses) {
            return analyses.computeIfAbsent(wind, this::readAnalyses);
        }
    }

    private Analyses readAnalyses(Wind wind) {
        NavigableMap<Instant, float[]> byTime = source.listedAnalyses(wind.variable(), null).parallelStream()
                .map(time -> source.analysis(wind.variable(), null, time))
                .filter(Readiness.Ready.class::isInstance)
                .map(ready -> ((Readiness.Ready) ready).field())
                .collect(Collectors.toMap(Field::validTime, WindArchive::values, (a, b) -> a, TreeMap::new));
        if (byTime.isEmpty()) {
            throw new FailureException(
                    Code.REFERENCE_NOT_READY, "The directory holds no analysis of " + wind.variable() + ".");
        }
        double[] mean = new double[GRID.points()];
        byTime.values().forEach(field -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += field[i];
            }
        });
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= byTime.size();
        }
        float[] roundedMean = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            roundedMean[i] = (float) mean[i];
        }
        return new Analyses(byTime, mean, roundedMean);
    }

    private static float[] values(Readiness readiness) {
        return switch (readiness) {
            case Readiness.Ready ready -> values(ready.field());
            case Readiness.NotYet notYet -> throw missing(notYet.why());
            case Readiness.Gone gone -> throw missing(gone.why());
            case Readiness.Broken broken -> throw missing(broken.why());
        };
    }

    private static float[] values(Field field) {
        if (!field.grid().equals(GRID)) {
            throw missing(field.variable() + " is on another grid than " + GRID);
        }
        return field.values();
    }

    private static FailureException missing(String why) {
        return new FailureException(Code.CONTENT_LAYOUT, why);
    }
}
