package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database.Session;
import fairweather.database.DatabaseTrouble;
import fairweather.orchestrator.fold.Ledger;
import fairweather.orchestrator.fold.Locked;
import fairweather.orchestrator.fold.ResponseLedger;
import fairweather.orchestrator.fold.RunLedger;
import fairweather.orchestrator.fold.StoredOutcome;
import fairweather.orchestrator.fold.WorkLedger;
import fairweather.outcome.OutcomeKind;
import fairweather.outcome.OutcomeSql;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The ledger of one transaction; each step of the batch has a savepoint of its own. */
final class PostgresLedger implements Ledger {
    private static final String MARK = """
            UPDATE outcomes SET disposition = $2::varchar, disposition_reason = $3,
                                folded_at = CASE WHEN $2::varchar <> 'parked' THEN fw_now() END
            WHERE id = $1
            """;

    private static final String PARK =
            "UPDATE weather_miner_responses SET parked_reason = $2, updated_at = fw_now() WHERE id = $1";

    private static final String TRANSITION = """
            INSERT INTO state_transitions (outcome_id, run_id, response_id, from_status, to_status, reason, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String LOG =
            "INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message) "
                    + "VALUES ($1, $2, $3, $4, $5, $6)";

    private static final String TELL = "INSERT INTO outcomes (kind, data, actor) VALUES ($1, $2, 'fold')";

    private final Session tx;
    private final PostgresRuns runs;
    private final PostgresResponses responses;
    private final PostgresWork work;

    PostgresLedger(Session tx) {
        this.tx = tx;
        this.runs = new PostgresRuns(tx);
        this.responses = new PostgresResponses(tx);
        this.work = new PostgresWork(tx);
    }

    @Override
    public RunLedger runs() {
        return runs;
    }

    @Override
    public ResponseLedger responses() {
        return responses;
    }

    @Override
    public WorkLedger work() {
        return work;
    }

    @Override
    public List<StoredOutcome> unfolded() {
        return tx.query(OutcomeSql.UNFOLDED).stream()
                .map(PostgresLedger::outcome)
                .toList();
    }

    private static StoredOutcome outcome(Row row) {
        return new StoredOutcome(
                row.getLong("id"),
                OutcomeKind.of(row.getString("kind")),
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getLong("job_id"),
                row.getString("job_type"),
                row.getJsonObject("data"),
                row.getString("actor"),
                row.getString("trace_context"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    @Override
    public Optional<RuntimeException> attempt(Runnable step) {
        tx.command("SAVEPOINT one_step");
        try {
            step.run();
            tx.command("RELEASE SAVEPOINT one_step");
            return Optional.empty();
        } catch (RuntimeException failure) {
            boolean locked = DatabaseTrouble.locked(failure);
            if (!locked && DatabaseTrouble.passes(failure)) {
                throw failure;
            }
            tx.command("ROLLBACK TO SAVEPOINT one_step");
            return Optional.of(locked ? new Locked(failure) : failure);
        }
    }

    @Override
    public void mark(long outcomeId, Disposition disposition, String reason) {
        tx.update(MARK, outcomeId, disposition.word(), reason);
    }

    @Override
    public void park(int responseId, String reason) {
        tx.update(PARK, responseId, reason);
    }

    @Override
    public void transition(Transition step) {
        tx.update(
                TRANSITION,
                step.outcomeId(),
                step.runId(),
                step.responseId(),
                step.from(),
                step.to(),
                step.reason(),
                step.at().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void log(Long jobId, Integer runId, Integer responseId, Level level, String source, String message) {
        tx.update(LOG, jobId, runId, responseId, level.name(), source, message);
    }

    @Override
    public void tell(OutcomeKind kind, JsonObject data) {
        tx.update(TELL, kind.word(), data);
    }

    /** One that takes too long is the statement's own trouble: tried again it would hold the fold up for ever. */
    @Override
    public void project(int runId) {
        try {
            Projections.refresh(tx, runId);
        } catch (RuntimeException failure) {
            throw DatabaseTrouble.tookTooLong(failure) ? new IllegalStateException("it took too long") : failure;
        }
    }
}
