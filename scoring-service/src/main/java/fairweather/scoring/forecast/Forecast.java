package fairweather.scoring.forecast;

import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.store.TargetGrid;
import fairweather.reference.Grid;
import fairweather.run.RunConfig;
import fairweather.scoring.input.LeadInputs;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A frozen forecast, every byte of which is checked against the manifest. Throws as a {@link Measurer} does, and
 * {@link GatewayTrouble}. Not safe for use by several threads.
 */
public final class Forecast implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Forecast.class);

    private final Measurer measurer;
    private final BoundedObjects objects;

    Forecast(Measurer measurer, BoundedObjects objects) {
        this.measurer = measurer;
        this.objects = objects;
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
        grid.ifPresent(target -> measurer.require(
                new Layout(
                        target.latitudes(),
                        target.longitudes(),
                        together(config.day1LeadHours(), config.era5LeadHours()),
                        together(config.day1Keys(), config.variables())),
                inputs));
    }

    private static <T> List<T> together(List<T> these, List<T> those) {
        return Stream.concat(these.stream(), those.stream()).distinct().toList();
    }

    /**
     * One result per component, in the order of the inputs.
     *
     * @param spent whether a failure is the last: then what cannot be read is an absent component, as long as anything
     *     of these leads can be read
     */
    public SortedMap<Integer, List<Measured>> measure(
            SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
        return measurer.measure(leads, spent);
    }

    /** True if a chunk of some component holds several times: then leads that are due are best measured together. */
    public boolean leadsShareChunks(LeadInputs.Complete inputs) {
        return measurer.leadsShareChunks(inputs);
    }

    /** Whatever goes wrong here, what has been measured stands. */
    @Override
    public void close() {
        try {
            measurer.close();
        } catch (RuntimeException trouble) {
            LOG.errorf(trouble, "what a forecast was read with cannot be cleared away");
        }
    }

    static TargetGrid target(Grid grid) {
        return new TargetGrid(grid.latitudes(), grid.longitudes());
    }
}
