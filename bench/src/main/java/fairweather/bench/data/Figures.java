package fairweather.bench.data;

import fairweather.bench.Aim;
import fairweather.bench.Spread;
import fairweather.bench.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, round by round. */
record Figures(Facts facts, Map<Measurement, List<Sample>> samples, List<String> notes) {
    private static final double MOST_BYTES = 1.2;
    private static final double LEAST_SPEED = 3;

    Figures(Facts facts) {
        this(facts, new EnumMap<>(Measurement.class), new ArrayList<>());
    }

    void add(Measurement measurement, Sample sample) {
        samples.computeIfAbsent(measurement, nothing -> new ArrayList<>()).add(sample);
    }

    private List<Double> of(Measurement measurement, ToDoubleFunction<Sample> what) {
        return samples.getOrDefault(measurement, List.of()).stream()
                .map(what::applyAsDouble)
                .toList();
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            List<List<String>> rows = new ArrayList<>();
            for (Measurement measurement : Measurement.values()) {
                if (measurement.subject() == subject && samples.containsKey(measurement)) {
                    rows.add(subject.remote() ? fetched(measurement) : opened(measurement));
                }
            }
            tables.add(new Table(subject.words(), head(subject), rows));
        }
        return tables;
    }

    private static List<String> head(Subject subject) {
        return subject.remote()
                ? List.of("reader", "ms", "MB/s", "CPU", "MB", "÷", "requests")
                : List.of("reader", "ms");
    }

    private List<String> fetched(Measurement measurement) {
        double megabytes = facts.megabytes(measurement.subject());
        Sample last = samples.get(measurement).getLast();
        return List.of(
                measurement.words(),
                text(Spread.of(of(measurement, Sample::millis))),
                rounded(Spread.of(of(measurement, sample -> megabytes * 1e3 / sample.millis()))
                        .median()),
                rounded(Spread.of(of(measurement, Sample::processorMillis)).median()),
                rounded(last.bytes() / 1e6),
                "%.2f".formatted((double) last.bytes() / facts.needed(measurement.subject())),
                Long.toString(last.requests()));
    }

    private List<String> opened(Measurement measurement) {
        return List.of(measurement.words(), text(Spread.of(of(measurement, Sample::millis))));
    }

    /** How two readers' values compare. */
    static String agreement(double difference) {
        return difference == 0 ? "same bits" : "within %.0e of the range".formatted(difference);
    }

    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        Spread bytes = Spread.of(of(Measurement.GFS, sample -> (double) sample.bytes() / facts.needed(Subject.GFS)));
        if (bytes.measured()) {
            String reached = "%.3f (%.3f–%.3f)".formatted(bytes.median(), bytes.least(), bytes.most());
            aims.add(new Aim("GFS, bytes at most 1.2 × the messages", reached, bytes.most() <= MOST_BYTES));
        }
        faster(aims, "GFS, at least 3 × cfgrib", Measurement.GFS_RANGES, Measurement.GFS);
        faster(aims, "GFS into the cache, at least 3 × cfgrib", Measurement.GFS_RANGES, Measurement.GFS_CACHED);
        faster(aims, "ERA5, at least 3 × zarr", Measurement.ARCO_ZARR, Measurement.ARCO);
        faster(aims, "ERA5 into the cache, at least 3 × zarr", Measurement.ARCO_ZARR, Measurement.ARCO_CACHED);
        faster(aims, "climatology, at least 3 × zarr", Measurement.WB2_ZARR, Measurement.WB2);
        return aims;
    }

    private void faster(List<Aim> aims, String words, Measurement peer, Measurement own) {
        Aim.ratio(aims, words, Spread.ratio(of(peer, Sample::millis), of(own, Sample::millis)), LEAST_SPEED);
    }

    private static String text(Spread spread) {
        return "%s (%s–%s)".formatted(rounded(spread.median()), rounded(spread.least()), rounded(spread.most()));
    }

    private static String rounded(double value) {
        return (value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f").formatted(value);
    }
}
