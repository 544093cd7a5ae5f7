package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.scorecard.card.Component;
import fairweather.scorecard.card.Progress;
import fairweather.scorecard.card.Request;
import fairweather.scorecard.card.Scoring;
import fairweather.scorecard.card.StrictMode;
import fairweather.scorecard.data.Dataset;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.WeightRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What persistence and climatology are worth over many starts, from added sums. */
record Persistence(BandSums sums) {

    /** @param series both forecast and truth */
    static Persistence of(Dataset series, Dataset climatology, String variable, Stream<Instant> starts, int lead) {
        return new Persistence(starts.map(start -> sums(series, climatology, variable, start, lead))
                .reduce(BandSums::plus)
                .orElseThrow());
    }

    private static BandSums sums(Dataset series, Dataset climatology, String variable, Instant start, int lead) {
        Request request =
                new Request(List.of(variable), Set.of(), Set.of(lead), start, List.of(), List.of(), true, false);
        Component component = new Scoring(
                        series,
                        series,
                        climatology,
                        Optional.empty(),
                        request,
                        new StrictMode(WeightRule.COS_1, 0.9985))
                .score(Progress.NONE)
                .components()
                .getFirst();
        assertThat(component.reason())
                .as(start.plus(Duration.ofHours(lead)).toString())
                .isEmpty();
        return component.measured().orElseThrow().global().sums();
    }

    double rmse() {
        return Math.sqrt(sums.get(Sum.DD) / sums.get(Sum.W));
    }

    double rmseOfClimatology() {
        return Math.sqrt(sums.get(Sum.OO) / sums.get(Sum.W));
    }
}
