package fairweather.scoring.forecast;

import fairweather.failure.Failure;
import fairweather.scoring.input.LeadInputs;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Decodes and sums the fields of one forecast. A fault of the content costs one component; trouble of transport or
 * integrity is thrown as a {@link fairweather.failure.FailureException}, trouble of our own as what it is. Not safe for
 * use by several threads.
 */
public interface Measurer extends AutoCloseable {
    /**
     * Judges the layout.
     *
     * @param leads that are to be measured next: what that needs is asked for here
     * @throws fairweather.failure.FailureException CONTENT_LAYOUT if nothing that the layout names can be read
     * @throws MemoryRefused if there is no room for it now
     */
    void require(Layout layout, Collection<LeadInputs.Complete> leads);

    /**
     * One result per component, in the order of the inputs.
     *
     * @param spent whether there is no retry after a failure
     * @throws MemoryRefused if there is no room for it now
     */
    SortedMap<Integer, List<Measured>> measure(SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent);

    /** True if a chunk of some component holds several times: then leads that are due are best measured together. */
    boolean leadsShareChunks(LeadInputs.Complete inputs);

    @Override
    void close();
}
