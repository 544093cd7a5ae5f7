package fairweather.orchestrator.fold;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.database.DatabaseTrouble;
import fairweather.failure.Code;
import fairweather.failure.Sanitiser;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.RunFacts;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.machine.Verdict;
import fairweather.outcome.OutcomeKind;
import fairweather.outcome.OutcomeSql;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The only writer of runs, responses and statistics. It takes outcomes in batches, one fold at a time in the cluster,
 * asks the pure machines what each means, and writes that together with the mark that the outcome is folded. What is
 * not legal is folded as ignored; what throws is rolled back alone, and its response is parked so that the others go
 * on.
 */
public final class Fold {
    private static final Logger LOG = Logger.getLogger(Fold.class);

    /** The transaction-scoped lock that keeps the fold single; any fixed number. */
    private static final long LOCK = 0x464F4C44;

    private static final String MARK = """
            UPDATE outcomes SET disposition = $2::varchar, disposition_reason = $3,
                                folded_at = CASE WHEN $2::varchar <> 'parked' THEN fw_now() END
            WHERE id = $1
            """;

    private static final String PARK =
            "UPDATE weather_miner_responses SET parked_reason = $2, updated_at = fw_now() WHERE id = $1";

    private final Database database;
    private final RunEvents runEvents;

    public Fold(Database database) {
        this.database = database;
        this.runEvents = new RunEvents();
    }

    /** Folds one batch; the number of outcomes taken, 0 if there were none or another fold is at work. */
    public int fold() {
        return database.transaction(tx -> {
            boolean mine = tx.first("SELECT pg_try_advisory_xact_lock($1) AS mine", LOCK)
                    .orElseThrow()
                    .getBoolean("mine");
            if (!mine) {
                return 0;
            }
            List<Row> rows = tx.query(OutcomeSql.UNFOLDED);
            SortedSet<Integer> runs = new TreeSet<>();
            for (Row row : rows) {
                foldOne(tx, StoredOutcome.of(row), runs);
            }
            for (int runId : runs) {
                refresh(tx, runId);
            }
            return rows.size();
        });
    }

    private void foldOne(Session tx, StoredOutcome outcome, SortedSet<Integer> runs) {
        tx.command("SAVEPOINT one_outcome");
        try {
            String ignored = apply(tx, outcome, runs);
            tx.update(MARK, outcome.id(), ignored == null ? "applied" : "ignored", ignored);
            tx.command("RELEASE SAVEPOINT one_outcome");
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.passes(failure)) {
                throw failure;
            }
            LOG.errorf(failure, "outcome %d (%s) cannot be folded", outcome.id(), outcome.kind());
            tx.command("ROLLBACK TO SAVEPOINT one_outcome");
            park(tx, outcome, failure);
        }
    }

    /** Averages and ranks that cannot be computed hold up neither the outcomes nor another run. */
    private static void refresh(Session tx, int runId) {
        tx.command("SAVEPOINT one_run");
        try {
            Projections.refresh(tx, runId);
            tx.command("RELEASE SAVEPOINT one_run");
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.passes(failure)) {
                throw failure;
            }
            LOG.errorf(failure, "the averages and ranks of run %d cannot be computed", runId);
            tx.command("ROLLBACK TO SAVEPOINT one_run");
            RunStore.log(tx, null, runId, null, "ERROR", "fold", "averages and ranks are out of date: " + why(failure));
        }
    }

    private static String why(RuntimeException failure) {
        return Sanitiser.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private static void park(Session tx, StoredOutcome outcome, RuntimeException failure) {
        String reason = why(failure);
        tx.update(MARK, outcome.id(), "parked", reason);
        if (outcome.responseId() != null) {
            tx.update(PARK, outcome.responseId(), reason);
        }
        RunStore.log(
                tx,
                outcome.jobId(),
                outcome.runId(),
                outcome.responseId(),
                "ERROR",
                "fold",
                "outcome " + outcome.id() + " (" + outcome.kind().word() + ") is parked: " + reason);
    }

    /** Null if the outcome was applied, else why it was ignored. */
    private String apply(Session tx, StoredOutcome outcome, SortedSet<Integer> runs) {
        if (outcome.kind() == OutcomeKind.OPERATOR_ACTED) {
            return null;
        }
        if (outcome.responseId() == null) {
            return runEvents.apply(tx, outcome, this, runs);
        }
        return applyToResponse(tx, outcome, outcome.responseId(), outcome.responseEvent(), runs);
    }

    /** Applies an event to one response and lets its run follow. Null, or why it was ignored. */
    String applyToResponse(
            Session tx, StoredOutcome outcome, int responseId, ResponseEvent event, SortedSet<Integer> runs) {
        Optional<Integer> runId = tx.first("SELECT run_id FROM weather_miner_responses WHERE id = $1", responseId)
                .map(row -> row.getInteger("run_id"));
        if (runId.isEmpty()) {
            return "the response is gone";
        }
        RunStore.Run run = RunStore.load(tx, runId.get()).orElseThrow();
        ResponseStore.Loaded response = ResponseStore.load(tx, responseId).orElseThrow();
        if (response.parkedReason() != null) {
            throw new IllegalStateException("the response is parked: " + response.parkedReason());
        }
        ResponseEvent possible = outcome.responseId() != null && run.status().terminal()
                ? new ResponseEvent.Cancelled(
                        Code.VALIDATOR_INTERNAL, "the run is " + run.status().word())
                : event;
        RunStore.Truth truth = RunStore.truth(tx, run);
        RunFacts facts = new RunFacts(
                run.id(),
                response.uid(),
                response.hotkey(),
                response.id(),
                run.config(),
                run.initTime(),
                truth.ready(),
                truth.gone());
        return switch (ResponseMachine.apply(response.state(), possible, facts, outcome.at())) {
            case Verdict.Ignored ignored -> ignored.reason();
            case Verdict.Applied applied -> {
                write(tx, outcome, run, response, applied);
                runs.add(run.id());
                yield null;
            }
        };
    }

    private static void write(
            Session tx,
            StoredOutcome outcome,
            RunStore.Run run,
            ResponseStore.Loaded response,
            Verdict.Applied applied) {
        ResponseStore.save(tx, response, applied.state(), run.config(), outcome.at());
        ResponseStatus from = response.state().status();
        String reason = outcome.kind().word();
        for (ResponseStatus to : applied.path()) {
            RunStore.transition(
                    tx, outcome.id(), run.id(), response.id(), from.word(), to.word(), reason, outcome.at());
            from = to;
        }
        if (!applied.path().isEmpty()) {
            RunStore.log(
                    tx,
                    outcome.jobId(),
                    run.id(),
                    response.id(),
                    "INFO",
                    "fold",
                    "uid " + response.uid() + " " + response.state().status().word() + " → " + from.word() + ": "
                            + reason);
        }
        applied.effects().forEach(effect -> EffectWriter.write(tx, response, run, outcome.traceContext(), effect));
        follow(tx, run, outcome);
    }

    /** Lets a run follow its responses. */
    static void follow(Session tx, RunStore.Run run, StoredOutcome outcome) {
        List<RunStatus> path = RunMachine.follow(run.status(), RunStore.counts(tx, run.id()));
        if (!path.isEmpty()) {
            String reason = path.getLast() == RunStatus.FAILED
                    ? "all_miners_failed"
                    : "follows its responses (" + outcome.kind().word() + ")";
            RunStore.move(tx, run, path, reason, outcome.id(), outcome.at());
        }
    }
}
