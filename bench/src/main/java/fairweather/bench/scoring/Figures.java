package fairweather.bench.scoring;

import fairweather.bench.Aim;
import fairweather.bench.Spread;
import fairweather.bench.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured, round by round.
 *
 * @param triad GB/s of one thread, {@code triadOfTwo} of two; empty where there is no C compiler
 */
record Figures(Map<Measurement, List<Double>> millis, List<Double> triad, List<Double> triadOfTwo, List<String> notes) {
    private static final double BYTES_OF_METRICS = 3.0 * Float.BYTES * Dataset.POINTS;

    Figures() {
        this(new EnumMap<>(Measurement.class), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Measurement measurement, double value) {
        millis.computeIfAbsent(measurement, nothing -> new ArrayList<>()).add(value);
    }

    List<Double> of(Measurement measurement) {
        return millis.getOrDefault(measurement, List.of());
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (Measurement.Where where : Measurement.Where.values()) {
            List<List<String>> rows = new ArrayList<>();
            for (Measurement measurement : Measurement.values()) {
                if (measurement.where() == where && !of(measurement).isEmpty()) {
                    rows.add(List.of(measurement.words(), text(Spread.of(of(measurement)))));
                }
            }
            tables.add(
                    new Table("Milliseconds, " + where.words() + ": median (least–most)", List.of("what", "ms"), rows));
        }
        tables.add(new Table(
                "Memory: median (least–most)",
                List.of("GB/s", "one thread", "two threads"),
                List.of(
                        List.of("triad in C", text(Spread.of(triad)), text(Spread.of(triadOfTwo))),
                        List.of(
                                "metrics of a field",
                                text(Spread.of(rate(Measurement.METRICS))),
                                text(Spread.of(rate(Measurement.METRICS_TWO_THREADS)))))));
        return tables;
    }

    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        times(
                aims,
                "metrics, at least 40 × the reference's xarray",
                Measurement.METRICS_XARRAY,
                Measurement.METRICS,
                40);
        times(aims, "metrics, at least 8 × numpy in one pass", Measurement.METRICS_ONE_PASS, Measurement.METRICS, 8);
        Aim.ratio(
                aims,
                "metrics, at least 0.60 of the triad's bytes a second",
                Spread.ratio(rate(Measurement.METRICS), triad),
                0.6);
        times(
                aims,
                "a lead from disk, at least 20 × zarr + the reference's path",
                Measurement.LEAD_DISK_REFERENCE,
                Measurement.LEAD_DISK,
                20);
        times(
                aims,
                "a lead from disk, at least 1.5 × zarr + numpy in one pass",
                Measurement.LEAD_DISK_ONE_PASS,
                Measurement.LEAD_DISK,
                1.5);
        times(
                aims,
                "a lead from disk, two processors at least 1.8 × one",
                Measurement.LEAD_DISK_ONE_PROCESSOR,
                Measurement.LEAD_DISK,
                1.8);
        return aims;
    }

    private void times(List<Aim> aims, String words, Measurement slow, Measurement fast, double least) {
        Aim.ratio(aims, words, Spread.ratio(of(slow), of(fast)), least);
    }

    private List<Double> rate(Measurement measurement) {
        return of(measurement).stream().map(ms -> BYTES_OF_METRICS / ms / 1e6).toList();
    }

    private static String text(Spread spread) {
        return spread.measured()
                ? "%s (%s–%s)".formatted(rounded(spread.median()), rounded(spread.least()), rounded(spread.most()))
                : "–";
    }

    private static String rounded(double value) {
        return (value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%,.0f").formatted(value);
    }
}
