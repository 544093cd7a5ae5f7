package fairweather.scorecard.output;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Component;
import fairweather.scorecard.card.Measured;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.parity.ParitySum;
import fairweather.scoring.parity.ParitySums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One component in one region, as it is printed: names and their values in order. A number that is undefined is null,
 * and {@link #undefined} says why.
 */
public record Element(Component component, String region, String mode, String weightRule) {
    private static final String NO_REFERENCE = "no_reference";
    private static final String NOT_IN_MODE = "not_in_mode";

    /** Is there exactly where a reference forecast was compared with. */
    private static final String COMPARED = MetricName.MSE_REFERENCE.word();

    private static final Set<String> NEED_REFERENCE =
            EnumSet.range(MetricName.MSE_REFERENCE, MetricName.ADDED_VALUE).stream()
                    .map(MetricName::word)
                    .collect(Collectors.toSet());

    /** The scoring number first, then all metrics under their names in component rows. */
    static final List<String> METRICS = Stream.concat(
                    Stream.of("skill_score"), Arrays.stream(MetricName.values()).map(MetricName::word))
            .toList();

    public static List<Element> of(Card card, Collection<String> regions) {
        List<Element> elements = new ArrayList<>();
        for (Component component : card.components()) {
            for (String region : regions) {
                elements.add(new Element(
                        component, region, card.mode().word(), card.mode().weightRule()));
            }
        }
        return elements;
    }

    /** Empty if the forecast, the truth or the climatology is missing. */
    Optional<Measured.Numbers> numbers() {
        return component.forecastRead()
                ? component.measured().map(measured -> measured.regions().get(region))
                : Optional.empty();
    }

    /** Why this element is not scored: the component's reason, or the region's. */
    Optional<String> reason() {
        return component
                .reason()
                .or(() -> numbers().isEmpty()
                        ? Optional.of("mode " + mode + " has no numbers of regions, only global")
                        : Optional.empty())
                .or(() -> numbers()
                        .filter(numbers -> numbers.n() == 0)
                        .map(none -> "truth and climatology have no point in this region"));
    }

    /** What tells the element from others. */
    Map<String, Object> identity() {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("variable", component.key().variable());
        identity.put("level", component.key().level());
        identity.put("lead_hours", component.step().leadHours());
        identity.put(
                "valid_time",
                component.step().valid() == null
                        ? null
                        : component.step().valid().toString());
        identity.put("region", region);
        identity.put("mode", mode);
        identity.put("weight_rule", weightRule);
        identity.put("regridded", component.regridded());
        identity.put("scored", reason().isEmpty());
        reason().ifPresent(reason -> identity.put("reason", reason));
        identity.put("n", numbers().map(Measured.Numbers::n).orElse(null));
        return identity;
    }

    /** Null where undefined. */
    Map<String, Double> metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        METRICS.forEach(name -> values.put(name, metric(name).map(Metric::value).orElse(null)));
        return values;
    }

    Optional<Double> value(String name) {
        return metric(name).map(Metric::value);
    }

    private Optional<Metric> metric(String name) {
        return numbers().map(numbers -> numbers.metrics().get(name));
    }

    /** By metric, why it has no value; empty if nothing could be measured at all. */
    Map<String, String> undefined() {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (numbers().isPresent()) {
            for (String name : METRICS) {
                Optional<Metric> metric = metric(name);
                if (metric.isEmpty()) {
                    boolean needsReference =
                            NEED_REFERENCE.contains(name) && metric(COMPARED).isEmpty();
                    reasons.put(name, needsReference ? NO_REFERENCE : NOT_IN_MODE);
                } else if (!metric.get().defined()) {
                    reasons.put(name, metric.get().reason().word());
                }
            }
        }
        return reasons;
    }

    /** The partial sums under their names; those of a reference only where there is one. Null: no finite forecast. */
    Optional<Map<String, Double>> sums() {
        return numbers().map(Measured.Numbers::sums).map(Element::named);
    }

    /** What mode parity recomputes its numbers from; empty in any other mode. */
    Optional<Map<String, Double>> paritySums() {
        return numbers().flatMap(Measured.Numbers::paritySums).map(Element::named);
    }

    private static Map<String, Double> named(ParitySums sums) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (ParitySum sum : ParitySum.values()) {
            if (sum.ordinal() < ParitySum.WITHOUT_REFERENCE || sums.hasReference()) {
                named.put(sum.word(), orNull(sums.get(sum)));
            }
        }
        return named;
    }

    /** The least and greatest of nothing. */
    private static Double orNull(double value) {
        return Math.abs(value) == Double.MAX_VALUE ? null : (Double) value;
    }

    private static Map<String, Double> named(BandSums sums) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (Sum sum : Sum.values()) {
            if (sum.ordinal() < Sum.WITHOUT_REFERENCE || sums.hasReference()) {
                named.put(sum.word(), orNull(sums.get(sum)));
            }
        }
        return named;
    }
}
