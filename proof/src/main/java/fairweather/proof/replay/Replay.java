package fairweather.proof.replay;

import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Folds a database's outcomes anew, in the order of their ids and into a database of their own, and tells where the
 * result differs from the tables. The database must be at rest: no service writes it meanwhile.
 */
public final class Replay {
    /** What the replayed fold asks for and tells gets ids from here on, so that it is not taken for the real. */
    private static final String IDS_OF_ITS_OWN = """
            ALTER TABLE validator_jobs ALTER COLUMN id RESTART WITH 1000000000;
            ALTER TABLE outcomes ALTER COLUMN id RESTART WITH 1000000000;
            """;

    /** A response keeps its id, by which the outcomes know it: numbers are lost when a fold is interrupted. */
    private static final String SAME_RESPONSE_IDS = """
            CREATE TABLE replayed_responses (LIKE weather_miner_responses);
            CREATE FUNCTION replayed_id() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                NEW.id := (SELECT r.id FROM public.replayed_responses r
                           WHERE r.run_id = NEW.run_id AND r.miner_uid = NEW.miner_uid);
                RETURN NEW;
            END $$;
            CREATE TRIGGER same_id BEFORE INSERT ON weather_miner_responses
                FOR EACH ROW EXECUTE FUNCTION replayed_id();
            CREATE TABLE replayed_outcomes (LIKE outcomes);
            """;

    private static final Map<String, String> AS_CREATED = Map.of(
            "status", "'created'",
            "input_sources", "NULL",
            "completion_time", "NULL",
            "first_score_at", "NULL",
            "error_message", "NULL");

    private static final Map<String, String> NOT_VOIDED = Map.of("voided_at", "NULL");

    private static final Map<String, String> NOT_FOLDED =
            Map.of("folded_at", "NULL", "disposition", "NULL", "disposition_reason", "NULL");

    /** What the fold reads and others write. What the fold itself told, the replayed one tells again. */
    private static final List<TableCopy> INPUTS = List.of(
            TableCopy.of("series"),
            TableCopy.of("node_table"),
            TableCopy.of("weather_forecast_runs").with(AS_CREATED),
            TableCopy.of("validator_jobs"),
            TableCopy.of("weather_miner_scores").with(NOT_VOIDED),
            TableCopy.of("weather_forecast_component_scores").with(NOT_VOIDED),
            TableCopy.of("weather_miner_responses").into("replayed_responses"),
            TableCopy.of("outcomes").into("replayed_outcomes").with(NOT_FOLDED).where("actor <> 'fold'"));

    /** The truth of a valid time is told by its outcome in the transaction that wrote it down. */
    private static final String TRUTHS =
            "SELECT id FROM replayed_outcomes WHERE kind IN ('truth_ready', 'truth_gone', 'truth_waiting') ORDER BY id";

    private static final String WRITE_TRUTH = """
            INSERT INTO truth_status (source, valid_time, status, next_check_at, reason, checksums)
            SELECT data ->> 'source', (data ->> 'valid_time')::timestamptz,
                   CASE kind WHEN 'truth_ready' THEN 'ready' WHEN 'truth_gone' THEN 'gone' ELSE 'not_yet' END,
                   (data ->> 'next_check_at')::timestamptz, data ->> 'reason',
                   CASE kind WHEN 'truth_ready' THEN '{}'::jsonb END
            FROM replayed_outcomes WHERE id = ?
            ON CONFLICT (source, valid_time) DO UPDATE SET
                status = EXCLUDED.status, next_check_at = EXCLUDED.next_check_at, reason = EXCLUDED.reason,
                checksums = EXCLUDED.checksums
            """;

    private static final String WRITE_OUTCOMES = """
            INSERT INTO outcomes OVERRIDING SYSTEM VALUE
            SELECT * FROM replayed_outcomes WHERE id > ? AND id <= ? ORDER BY id
            """;

    private final EmbeddedPostgres postgres;
    private final FairweatherDatabase stored;

    /** @param stored a database on that server */
    public Replay(EmbeddedPostgres postgres, FairweatherDatabase stored) {
        this.postgres = postgres;
        this.stored = stored;
    }

    /** Where the tables and the replay of the outcomes disagree; empty if they are equal. */
    public List<Difference> differences() throws SQLException, IOException {
        FairweatherDatabase copy = FairweatherDatabase.create(
                postgres, stored.name() + "_replay", stored.ownerPassword(), stored.appPassword());
        try {
            migrate(copy);
            try (Connection source = postgres.connect(stored.name());
                    Connection target = postgres.connect(copy.name())) {
                copy(source, target);
                fold(target, copy);
                return compare(source, target);
            }
        } finally {
            postgres.execute(EmbeddedPostgres.SUPERUSER, "DROP DATABASE " + copy.name() + " WITH (FORCE)");
        }
    }

    static void migrate(FairweatherDatabase copy) {
        Flyway.configure()
                .dataSource(copy.jdbcUrl(), copy.ownerUser(), copy.ownerPassword())
                .placeholders(Map.of("app_role", copy.appUser()))
                .load()
                .migrate();
    }

    private static void copy(Connection source, Connection target) throws SQLException, IOException {
        try (Statement statement = target.createStatement()) {
            statement.execute(SAME_RESPONSE_IDS);
            statement.execute(IDS_OF_ITS_OWN);
            statement.execute("TRUNCATE series CASCADE");
            // Scores are there before their responses.
            statement.execute("SET session_replication_role = replica");
            for (TableCopy input : INPUTS) {
                input.run(source, target);
            }
            statement.execute("SET session_replication_role = origin");
        }
    }

    private static void fold(Connection target, FairweatherDatabase copy) throws SQLException {
        try (RowsOnly rows = RowsOnly.of(copy)) {
            Fold fold = new Fold(new PostgresBooks(rows.database()));
            long done = 0;
            for (long truth : truths(target)) {
                // What was folded before a truth was known must not know it here either.
                write(target, WRITE_OUTCOMES, done, truth - 1);
                foldAll(fold);
                write(target, WRITE_TRUTH, truth);
                done = truth - 1;
            }
            write(target, WRITE_OUTCOMES, done, Long.MAX_VALUE);
            foldAll(fold);
        }
    }

    private static void foldAll(Fold fold) {
        while (fold.fold() > 0) {
            continue;
        }
    }

    private static List<Long> truths(Connection target) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery(TRUTHS)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static void write(Connection target, String sql, long... values) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static List<Difference> compare(Connection source, Connection target) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        for (DerivedTable table : DerivedTable.ALL) {
            differences.addAll(table.compare(source, target));
        }
        return differences;
    }
}
