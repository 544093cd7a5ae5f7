package fairweather.orchestrator.fold;

import java.util.Optional;
import java.util.function.Function;

/** Where the ledger is kept. */
public interface Books {
    /**
     * Opens the ledger for one fold at a time in the cluster. What the work writes is there when it returns, all of it,
     * or none of it if it throws.
     *
     * @return empty if another fold is at work
     */
    <T> Optional<T> alone(Function<Ledger, T> work);
}
