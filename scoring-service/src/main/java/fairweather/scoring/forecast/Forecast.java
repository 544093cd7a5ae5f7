package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.reference.Grid;
import fairweather.run.RunConfig;
import fairweather.run.VariableLevels;
import fairweather.scoring.input.LeadInputs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A frozen forecast. Every byte is checked against the manifest; each field is fetched, summed and dropped. A fault of
 * the content costs one component; trouble of transport or integrity is thrown as a {@link FailureException}, trouble
 * of our own as {@link GatewayTrouble}. Not safe for use by several threads.
 */
public final class Forecast {
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
     * Judges the layout alone. Where nothing is to be scored, nothing is required.
     *
     * @param inputs of some leads, all on one grid
     * @throws FailureException CONTENT_LAYOUT if no configured variable can be read at any configured lead
     */
    public void requireAnyVariable(RunConfig config, Collection<LeadInputs.Complete> inputs) {
        Optional<Grid> grid = inputs.stream()
                .filter(lead -> !lead.components().isEmpty())
                .map(LeadInputs.Complete::grid)
                .findFirst();
        if (grid.isEmpty()) {
            return;
        }
        TargetGrid target = target(grid.get());
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

    /**
     * One result per component, in the order of the inputs.
     *
     * @param spent whether a failure is the last: then what cannot be read is an absent component, as long as anything
     *     of these leads can be read
     */
    public SortedMap<Integer, List<Measured>> measure(
            SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
        return new Measurement(reader, spent).of(leads);
    }

    static TargetGrid target(Grid grid) {
        return new TargetGrid(grid.latitudes(), grid.longitudes());
    }
}
