package fairweather.bench.queue;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Median, least and most of what several rounds gave; not a number where there were none. */
record Spread(double median, double least, double most) {
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** Throughput against throughput, round by round, since a machine's speed drifts. */
    static Spread ratio(List<Round> these, List<Round> those) {
        BiFunction<Round, Round, Double> ratio = (one, other) -> one.perSecond() / other.perSecond();
        return of(IntStream.range(0, Math.min(these.size(), those.size()))
                .mapToObj(i -> ratio.apply(these.get(i), those.get(i)))
                .toList());
    }

    boolean measured() {
        return !Double.isNaN(median);
    }
}
