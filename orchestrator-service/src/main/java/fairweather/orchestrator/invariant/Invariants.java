package fairweather.orchestrator.invariant;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.orchestrator.invariant.InvariantReport.Checked;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads the views of all invariants. */
public final class Invariants {
    /** How many violations of one invariant a report shows. */
    public static final int EXAMPLES = 20;

    /** The name comes from {@link Invariant} and nowhere else. */
    private static final String VIOLATIONS = """
            SELECT run_id, response_id, subject, problem, count(*) OVER () AS violations
            FROM %s ORDER BY run_id, response_id, subject, problem LIMIT 20
            """;

    private final Database database;

    public Invariants(Database database) {
        this.database = database;
    }

    /** All views as of one snapshot. */
    public InvariantReport check() {
        return database.transaction(tx -> {
            tx.command("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            Instant now = tx.first("SELECT fw_now() AS now")
                    .orElseThrow()
                    .getOffsetDateTime("now")
                    .toInstant();
            List<Checked> checked = Stream.of(Invariant.values())
                    .map(invariant -> check(tx, invariant))
                    .toList();
            long violations = checked.stream().mapToLong(Checked::violations).sum();
            return new InvariantReport(now, checked, violations);
        });
    }

    private static Checked check(Session tx, Invariant invariant) {
        List<Row> rows = tx.query(VIOLATIONS.formatted(invariant.view()));
        long violations = rows.isEmpty() ? 0 : rows.getFirst().getLong("violations");
        List<Violation> examples = rows.stream().map(Invariants::violation).toList();
        return new Checked(invariant.view(), invariant.title(), violations, examples);
    }

    private static Violation violation(Row row) {
        return new Violation(
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getString("subject"),
                row.getString("problem"));
    }
}
