package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.store.FieldResult;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.reference.Grid;
import fairweather.run.RunConfig;
import fairweather.run.VariableLevels;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.VariableLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A frozen forecast. Every byte is checked against the manifest; each field is fetched, summed and dropped. A fault of
 * the content costs one component; trouble of transport or integrity is thrown as a {@link FailureException}, trouble
 * of our own as {@link GatewayTrouble}. Not safe for use by several threads.
 */
public final class Forecast {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ForecastReader reader;
    private final BoundedObjects objects;

    private Forecast(ForecastReader reader, BoundedObjects objects) {
        this.reader = reader;
        this.objects = objects;
    }

    /** Fetches the metadata. */
    static Forecast open(Manifest manifest, BoundedObjects objects, Instant initTime) {
        ObjectReader verified = new VerifyingReader(manifest, objects);
        return new Forecast(ForecastReader.open(verified, initTime, Caps.DEFAULT), objects);
    }

    /** Another lead is read: the time for reading begins anew. */
    public void nextLead() {
        objects.restart();
    }

    /**
     * Judges the layout alone.
     *
     * @throws FailureException CONTENT_LAYOUT if no configured variable can be read at any configured lead
     */
    public void requireAnyVariable(RunConfig config, Grid grid) {
        TargetGrid target = target(grid);
        List<Integer> leads = Stream.of(config.day1LeadHours(), config.era5LeadHours())
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        List<VariableLevels> variables = Stream.of(config.day1Keys(), config.variables())
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        String first = null;
        for (VariableLevels variable : variables) {
            for (Integer level : variable.levelsOrSurface()) {
                for (int lead : leads) {
                    var absent = reader.absence(variable.name(), level, lead, target);
                    if (absent.isEmpty() || absent.get().code() != Code.CONTENT_LAYOUT) {
                        return;
                    }
                    first = first == null ? absent.get().reason() : first;
                }
            }
        }
        throw new FailureException(Code.CONTENT_LAYOUT, "no configured variable can be read: " + first);
    }

    /** One result per component, in the order of the inputs. */
    public List<Measured> measure(LeadInputs.Complete inputs, int leadHours) {
        TargetGrid target = target(inputs.grid());
        Map<String, List<ComponentInputs>> byVariable = new LinkedHashMap<>();
        inputs.components()
                .forEach(component -> byVariable
                        .computeIfAbsent(component.variable(), name -> new ArrayList<>())
                        .add(component));
        List<Measured> measured = new ArrayList<>();
        byVariable.forEach((variable, components) -> {
            long start = System.nanoTime();
            List<Integer> levels = new ArrayList<>();
            components.forEach(component -> levels.add(component.level()));
            List<FieldResult> fields = reader.read(variable, levels, leadHours, target);
            long readingEach = (System.nanoTime() - start) / components.size();
            for (int i = 0; i < components.size(); i++) {
                measured.add(measured(inputs, components.get(i), fields.get(i), readingEach));
            }
        });
        return measured;
    }

    private static Measured measured(
            LeadInputs.Complete inputs, ComponentInputs component, FieldResult field, long readingNanos) {
        long start = System.nanoTime();
        return switch (field) {
            case FieldResult.Absent absent ->
                new Measured(component, null, null, new Absence(absent.code(), absent.reason()), millis(readingNanos));
            case FieldResult.Present present -> {
                PartialSums sums = inputs.kernel().sums(comparison(component, present.values()));
                BandSums global = sums.global();
                Absence absence = Absence.ofValues(component.variable(), global).orElse(null);
                yield new Measured(
                        component, sums, Metrics.of(global), absence, millis(readingNanos + System.nanoTime() - start));
            }
        };
    }

    private static Comparison comparison(ComponentInputs component, float[] values) {
        return new Comparison(
                Rows.of(values),
                component.truth().rows(),
                component.climatology().rows(),
                component.reference() == null ? null : component.reference().rows(),
                VariableLimits.documentedBounds(component.variable(), component.level())
                        .orElse(null));
    }

    private static int millis(long nanos) {
        return Math.toIntExact(nanos / NANOS_PER_MILLI);
    }

    private static TargetGrid target(Grid grid) {
        return new TargetGrid(grid.latitudes(), grid.longitudes());
    }
}
