package fairweather.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Median, least and most of what several rounds gave; not a number where there were none. */
public record Spread(double median, double least, double most) {
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** One against the other, round by round, since a machine's speed drifts. */
    public static Spread ratio(List<Double> these, List<Double> those) {
        return of(IntStream.range(0, Math.min(these.size(), those.size()))
                .mapToObj(i -> these.get(i) / those.get(i))
                .toList());
    }

    public boolean measured() {
        return !Double.isNaN(median);
    }
}
