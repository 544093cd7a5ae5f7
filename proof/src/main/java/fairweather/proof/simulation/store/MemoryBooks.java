package fairweather.proof.simulation.store;

import fairweather.orchestrator.fold.Books;
import fairweather.orchestrator.fold.Ledger;
import java.util.Optional;
import java.util.function.Function;

/** The fold's ledger over the tables of a simulation; whoever calls has seen to it that nobody else folds. */
public final class MemoryBooks implements Books {
    /** What becomes of a transaction. */
    public enum Fate {
        COMMITTED,
        /** Everything was done and then taken back. */
        ROLLED_BACK,
        /** As rolled back, but by a store that forgets to take it back. */
        HALF_DONE
    }

    private final Store store;
    private Fate fate = Fate.COMMITTED;

    public MemoryBooks(Store store) {
        this.store = store;
    }

    /** What is to become of the next transaction. */
    public void next(Fate next) {
        fate = next;
    }

    @Override
    public <T> Optional<T> alone(Function<Ledger, T> work) {
        MemoryLedger ledger = new MemoryLedger(store);
        T result;
        try {
            result = work.apply(ledger);
        } catch (RuntimeException failure) {
            ledger.rollBack();
            throw failure;
        }
        if (fate == Fate.COMMITTED) {
            ledger.commit();
        } else if (fate == Fate.ROLLED_BACK) {
            ledger.rollBack();
        }
        return Optional.of(result);
    }
}
