package fairweather.orchestrator.periodic;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs what is due by the table {@code periodic_work}. A row is taken and advanced in the transaction of its work, so
 * any number of orchestrators may tick: each occasion happens once, and a missed one happens once when it can.
 */
public final class PeriodicWork {
    private static final Logger LOG = Logger.getLogger(PeriodicWork.class);

    private static final String DUE = """
            SELECT name FROM periodic_work WHERE name = $1 AND next_due_at <= fw_now()
            FOR UPDATE SKIP LOCKED
            """;

    private static final String ADVANCE =
            "UPDATE periodic_work SET next_due_at = fw_now() + every, last_run_at = fw_now() WHERE name = $1";

    private final Database database;
    private final Map<String, Consumer<Session>> works;

    public PeriodicWork(Database database, Map<String, Consumer<Session>> works) {
        this.database = database;
        this.works = Map.copyOf(works);
    }

    /** Does what is due now; one work's failure is logged and does not stop the others. */
    public void tick() {
        works.forEach((name, work) -> {
            try {
                database.transaction(tx -> tick(tx, name, work));
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "periodic work %s failed; it is tried again at the next tick", name);
            }
        });
    }

    private static boolean tick(Session tx, String name, Consumer<Session> work) {
        if (tx.first(DUE, name).map((Row row) -> row.getString("name")).isEmpty()) {
            return false;
        }
        work.accept(tx);
        return tx.update(ADVANCE, name) == 1;
    }
}
