package fairweather.bench.queue;

import fairweather.bench.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What some rounds come to. */
final class Rounds {
    private Rounds() {}

    static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(values(rounds, figure));
    }

    /** Throughput against throughput. */
    static Spread ratio(List<Round> these, List<Round> those) {
        return Spread.ratio(values(these, Round::perSecond), values(those, Round::perSecond));
    }

    private static List<Double> values(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().map(figure::applyAsDouble).toList();
    }
}
