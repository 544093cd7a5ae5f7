package fairweather.scoring.spoilt;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.store.FieldResult;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.Absence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the parts of scoring say of one field, put together as scoring does.
 *
 * @param field null if it was not read
 * @param sums null if it was not read
 * @param absence null if it counts
 */
record Judgement(float[] field, PartialSums sums, Absence absence) {
    private static final TargetGrid GRID = new TargetGrid(Weather.LATITUDES, Weather.LONGITUDES);
    private static final Kernel KERNEL = new Kernel(Weather.LATITUDES, Weather.COLUMNS, WeightRule.COS_1);

    /** @param failure what ended the reading, or null */
    record OfForecast(Map<Component, Judgement> components, FailureException failure) {}

    static OfForecast of(ObjectReader store) {
        Map<Component, Judgement> judgements = new LinkedHashMap<>();
        try {
            ForecastReader reader = ForecastReader.open(store, Weather.START, Caps.DEFAULT);
            for (Component component : Component.ALL) {
                judgements.put(component, of(component, reader));
            }
            return new OfForecast(judgements, null);
        } catch (FailureException failure) {
            return new OfForecast(judgements, failure);
        }
    }

    private static Judgement of(Component component, ForecastReader reader) {
        return switch (reader.read(component.variable(), component.level(), component.lead(), GRID)) {
            case FieldResult.Absent(Code code, String reason) -> new Judgement(null, null, new Absence(code, reason));
            case FieldResult.Present(float[] values) -> {
                PartialSums sums = KERNEL.sums(Comparison.of(
                        Rows.of(values), Rows.of(Weather.truth(component)), Rows.of(Weather.climatology(component))));
                Absence absence =
                        Absence.ofValues(component.variable(), sums.global()).orElse(null);
                yield new Judgement(values, sums, absence);
            }
        };
    }
}
