package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database;
import fairweather.orchestrator.fold.Books;
import fairweather.orchestrator.fold.Ledger;
import java.util.Optional;
import java.util.function.Function;

/** Keeps the ledger in the schema; one transaction per batch. */
public final class PostgresBooks implements Books {
    /** The transaction-scoped lock that keeps the fold single; any fixed number. */
    private static final long LOCK = 0x464F4C44;

    /** What somebody else has locked is left for the next batch soon. */
    private static final String WAIT_BRIEFLY = "SET LOCAL lock_timeout = '250ms'";

    private final Database database;

    public PostgresBooks(Database database) {
        this.database = database;
    }

    @Override
    public <T> Optional<T> alone(Function<Ledger, T> work) {
        return database.transaction(tx -> {
            boolean mine = tx.first("SELECT pg_try_advisory_xact_lock($1) AS mine", LOCK)
                    .orElseThrow()
                    .getBoolean("mine");
            if (!mine) {
                return Optional.empty();
            }
            tx.command(WAIT_BRIEFLY);
            return Optional.of(work.apply(new PostgresLedger(tx)));
        });
    }
}
