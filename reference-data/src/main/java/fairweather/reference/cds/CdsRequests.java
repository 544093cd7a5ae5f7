package fairweather.reference.cds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Remembers what was asked of the Climate Data Store, across processes and their ends. At most one process at a time
 * holds a request; every change needs the lease by which it is held and is without effect if that has been lost. Safe
 * for use by several threads and processes; blocks.
 */
public interface CdsRequests {

    /** The requests for a data set and valid time that have been made and not been forgotten. */
    List<CdsRequest> remembered(CdsDataset dataset, Instant validTime);

    /**
     * Takes the request, new or remembered, if it is due and nobody holds it.
     *
     * @param hold after which another may take it, unless {@link #extend} says otherwise
     */
    Turn take(CdsRequest request, Duration hold);

    /** Whether the request is still held by this lease, which now lasts this long from now. */
    boolean extend(CdsRequest request, long lease, Duration hold);

    /** Notes how far it has come, and goes on holding it. False if the lease has been lost. */
    boolean note(CdsRequest request, long lease, CdsProgress progress);

    /** Notes how far it has come and lets it go; it is due again after the wait. False if the lease has been lost. */
    boolean leave(CdsRequest request, long lease, CdsProgress progress, Duration wait);

    /** Forgets a request that has been answered. False if the lease has been lost. */
    boolean forget(CdsRequest request, long lease);

    /** Whether it is the caller's turn. */
    sealed interface Turn {
        /** @param lease never given twice */
        record Mine(long lease, CdsProgress progress) implements Turn {}

        /** @param remaining until it is due or the other's lease ends; positive */
        record NotNow(Duration remaining, CdsProgress progress) implements Turn {}
    }
}
