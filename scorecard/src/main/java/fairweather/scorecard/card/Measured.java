package fairweather.scorecard.card;

import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.parity.ParitySums;
import java.util.Map;
import java.util.Optional;

/**
 * What a mode makes of fields.
 *
 * @param regions numbers by {@code nh}, {@code tropics}, {@code sh} and {@code global}; a mode may have the globe only
 * @param absence why the component does not count although it could be read, one sentence
 */
public record Measured(Map<String, Numbers> regions, Optional<String> absence) {
    public static final String GLOBAL = "global";

    /**
     * The numbers of one region.
     *
     * @param n points where truth and climatology (and the reference, if there is one) are finite
     * @param metrics by the names of the columns of component scores; without those that the mode does not have
     * @param paritySums what mode parity recomputes its numbers from
     */
    public record Numbers(long n, Map<String, Metric> metrics, BandSums sums, Optional<ParitySums> paritySums) {}

    public Numbers global() {
        return regions.get(GLOBAL);
    }
}
