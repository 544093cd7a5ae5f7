package fairweather.orchestrator.fold;

import fairweather.database.Database.Session;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.run.RunStatus;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepSql;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Folds the outcomes that are about a run or a truth and not about one response. */
final class RunEvents {
    private static final String ADD_RESPONSE = """
            INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey) VALUES ($1, $2, $3)
            ON CONFLICT ON CONSTRAINT uq_responses_run_miner DO NOTHING
            RETURNING id
            """;

    private static final String ADD_STATS = """
            INSERT INTO weather_forecast_stats (run_id, miner_uid, miner_hotkey, forecast_run_id, forecast_init_time,
                forecast_type, forecast_status, current_forecast_stage, current_forecast_status, validator_hotkey,
                forecast_input_sources)
            VALUES ($1, $2, $3, $4, $5, $6, 'seeded', $7, $8, $9, $10)
            ON CONFLICT ON CONSTRAINT uq_stats_run_miner DO NOTHING
            """;

    private static final String SET_SOURCES =
            "UPDATE weather_forecast_runs SET input_sources = $2, updated_at = fw_now() WHERE id = $1";

    private static final String SEEDED_STATS = """
            UPDATE weather_forecast_stats SET forecast_input_sources = $2, current_forecast_stage = 'gfs_fetch',
                current_forecast_status = 'completed', last_error_message = NULL, retries_remaining = 3,
                next_scheduled_retry = NULL, updated_at = fw_now()
            WHERE run_id = $1 AND current_forecast_stage IN ('init', 'gfs_fetch')
            """;

    private static final String SEED_TROUBLE = """
            UPDATE weather_forecast_stats SET current_forecast_stage = 'gfs_fetch', current_forecast_status = $2::varchar,
                last_error_message = $3, retries_remaining = $4, next_scheduled_retry = $5,
                forecast_status = CASE WHEN $2::varchar = 'failed' THEN 'failed' ELSE forecast_status END,
                updated_at = fw_now()
            WHERE run_id = $1 AND current_forecast_stage IN ('init', 'gfs_fetch')
            """;

    private static final String LIVE_RESPONSES = """
            SELECT id, miner_uid, miner_hotkey, status FROM weather_miner_responses
            WHERE run_id = $1 AND status NOT IN ('era5_scored', 'failed', 'cancelled') AND parked_reason IS NULL
            ORDER BY miner_uid
            """;

    private static final String STEPS_WAIT = """
            UPDATE weather_forecast_steps SET next_retry_time = $3, updated_at = fw_now()
            WHERE run_id = $1 AND step_name = 'era5' AND substep = 'score' AND lead_hours = $2
              AND status = 'waiting_for_truth'
            """;

    /** Shown where nothing nearer is waited for. */
    private static final String STATS_WAIT = """
            UPDATE weather_forecast_stats SET current_forecast_status = 'waiting_retry', next_scheduled_retry = $3,
                updated_at = fw_now()
            WHERE run_id = $1 AND forecast_status IN ('day1_scored', 'era5_scoring') AND NOT era5_leads ? $2
              AND current_forecast_status <> 'scoring'
              AND coalesce(next_scheduled_retry < fw_now() OR next_scheduled_retry > $3, true)
            """;

    private static final String WAKE_ERA5 = """
            UPDATE validator_jobs SET due_at = fw_now(), updated_at = fw_now()
            WHERE run_id = $1 AND job_type = 'weather.era5' AND status IN ('pending', 'retry_scheduled')
              AND due_at > fw_now()
            """;

    /** Null if applied, else why it was ignored. */
    String apply(Session tx, StoredOutcome outcome, Fold fold, SortedSet<Integer> runs) {
        return switch (outcome.kind()) {
            case TRUTH_READY, TRUTH_GONE, TRUTH_WAITING -> truth(tx, outcome, fold, runs);
            case AGGREGATION_DUE -> {
                runs.addAll(Projections.current(tx));
                yield null;
            }
            default -> {
                Optional<RunStore.Run> run =
                        outcome.runId() == null ? Optional.empty() : RunStore.load(tx, outcome.runId());
                if (run.isEmpty()) {
                    yield "the run is gone";
                }
                if (run.get().status().terminal()) {
                    yield "the run is " + run.get().status().word();
                }
                runs.add(run.get().id());
                yield ofRun(tx, outcome, fold, run.get(), runs);
            }
        };
    }

    private String ofRun(Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, SortedSet<Integer> runs) {
        return switch (outcome.kind()) {
            case RUN_OPENED -> opened(tx, outcome, run);
            case RUN_SEEDED -> seeded(tx, outcome, run);
            case SEED_READY -> seedReady(tx, outcome, fold, run, runs);
            case FETCH_INITIATED -> fetchInitiated(tx, outcome, run);
            case RUN_CANCELLED, RUN_ABANDONED -> ended(tx, outcome, fold, run, runs);
            case STEP_FAILED, JOB_LEASE_EXPIRED, JOB_CANCELLED -> jobEnded(tx, outcome, fold, run, runs);
            case TRUTH_UNWATCHED -> {
                TruthJobs.watch(tx, run, outcome.traceContext());
                yield null;
            }
            default -> outcome.kind().word() + " needs a response";
        };
    }

    private static String opened(Session tx, StoredOutcome outcome, RunStore.Run run) {
        String source = outcome.actor().equals("calendar") ? "calendar" : "operator";
        RunStore.log(tx, null, run.id(), null, "INFO", source, outcome.data().getString("reason"));
        return null;
    }

    private static String seeded(Session tx, StoredOutcome outcome, RunStore.Run run) {
        Projections.forgetFormerOwners(tx);
        JsonArray miners = outcome.data().getJsonArray("miners");
        int added = 0;
        for (int i = 0; i < miners.size(); i++) {
            JsonObject miner = miners.getJsonObject(i);
            added += addMiner(tx, run, miner.getInteger("uid"), miner.getString("hotkey"), outcome) ? 1 : 0;
        }
        RunStore.log(
                tx,
                outcome.jobId(),
                run.id(),
                null,
                "INFO",
                "fold",
                "seeded " + added + " of " + miners.size() + " miners");
        if (run.status() == RunStatus.CREATED) {
            move(tx, run, RunStatus.GFS_DOWNLOADING, outcome);
            EffectWriter.enqueue(tx, runJob(JobType.SEED, run, outcome));
        }
        return null;
    }

    private static boolean addMiner(Session tx, RunStore.Run run, int uid, String hotkey, StoredOutcome outcome) {
        Optional<Row> response = tx.first(ADD_RESPONSE, run.id(), uid, hotkey);
        if (response.isEmpty()) {
            return false;
        }
        ResponseState seeded = ResponseState.SEEDED;
        tx.update(
                ADD_STATS,
                run.id(),
                uid,
                hotkey,
                run.forecastRunId(),
                run.initTime().atOffset(ZoneOffset.UTC),
                run.forecastType(),
                seeded.progress().stage(),
                seeded.progress().status(),
                run.validatorHotkey(),
                run.inputSources());
        for (StepKey key : List.of(StepKey.QUERY, StepKey.OPEN_STORE)) {
            StepEvent pending = new StepEvent(key, StepStatus.PENDING, null, null, null, false, null, null);
            tx.update(StepSql.UPSERT, StepSql.values(run.id(), uid, hotkey, pending, null, null));
        }
        if (run.status().rank() >= RunStatus.QUERYING_MINERS.rank()) {
            enqueueQuery(tx, run, response.get().getInteger("id"), uid, hotkey, outcome);
        }
        return true;
    }

    private static String seedReady(
            Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, SortedSet<Integer> runs) {
        if (run.status() != RunStatus.GFS_DOWNLOADING) {
            return "the reference data of a run in " + run.status().word() + " are known";
        }
        Instant lastQuery = RunCalendar.lastQuery(run.config(), run.initTime());
        if (run.byCalendar() && outcome.at().isAfter(lastQuery)) {
            fail(tx, outcome, fold, run, "the reference data came after " + lastQuery + ", too late to ask", runs);
            return null;
        }
        JsonObject sources = outcome.data().getJsonObject("input_sources");
        tx.update(SET_SOURCES, run.id(), sources);
        tx.update(SEEDED_STATS, run.id(), sources);
        move(tx, run, RunStatus.GFS_READY, outcome);
        EffectWriter.enqueue(tx, runJob(JobType.INITIATE_FETCH, run, outcome));
        TruthJobs.watch(tx, run, outcome.traceContext());
        return null;
    }

    private static String fetchInitiated(Session tx, StoredOutcome outcome, RunStore.Run run) {
        if (run.status() != RunStatus.GFS_READY) {
            return "the miners of a run in " + run.status().word() + " are queried";
        }
        Map<Integer, Row> waiting = new LinkedHashMap<>();
        tx.query(LIVE_RESPONSES, run.id()).forEach(row -> waiting.put(row.getInteger("miner_uid"), row));
        List<Row> inOrder = new ArrayList<>();
        for (Object uid : outcome.data().getJsonArray("order")) {
            Optional.ofNullable(waiting.remove(uid)).ifPresent(inOrder::add);
        }
        // Whoever joined after the order was drawn comes last.
        inOrder.addAll(waiting.values());
        for (Row row : inOrder) {
            enqueueQuery(
                    tx, run, row.getInteger("id"), row.getInteger("miner_uid"), row.getString("miner_hotkey"), outcome);
        }
        move(tx, run, RunStatus.AWAITING_INFERENCE_RESULTS, outcome);
        return null;
    }

    private static void enqueueQuery(
            Session tx, RunStore.Run run, int responseId, int uid, String hotkey, StoredOutcome outcome) {
        JsonObject payload =
                new JsonObject().put("miner_hotkey", hotkey).put("validator_hotkey", run.validatorHotkey());
        EffectWriter.enqueue(
                tx,
                NewJob.ofMiner(JobType.QUERY_MINER, run.id(), responseId, uid, payload, Due.now())
                        .withTrace(outcome.traceContext()));
    }

    private static String ended(
            Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, SortedSet<Integer> runs) {
        String reason = outcome.data().getString("reason");
        move(tx, run, RunStatus.ABANDONED, outcome, reason);
        for (Row row : tx.query(LIVE_RESPONSES, run.id())) {
            ResponseEvent event = new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, reason);
            fold.applyToResponse(tx, outcome, row.getInteger("id"), event, runs);
        }
        return null;
    }

    /** A job of the run itself failed; unless it is tried again, the run cannot go on. */
    private static String jobEnded(
            Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, SortedSet<Integer> runs) {
        if (JobType.ERA5_TRUTH.word().equals(outcome.jobType())) {
            return outcome.triedAgain() ? "the truth is looked for again" : TruthJobs.again(tx, run, outcome);
        }
        boolean joiners = JobType.ORCHESTRATE.word().equals(outcome.jobType()) && run.status() != RunStatus.CREATED;
        if (joiners) {
            return "the run goes on with the miners it has";
        }
        String message = outcome.data()
                .getString(
                        "message",
                        outcome.data().getString("reason", outcome.kind().word()));
        boolean again = outcome.triedAgain();
        if (JobType.SEED.word().equals(outcome.jobType())) {
            Instant next = outcome.data().getInstant("next_retry_at");
            tx.update(
                    SEED_TROUBLE,
                    run.id(),
                    again ? "error" : "failed",
                    message,
                    outcome.data().getInteger("remaining", 0),
                    next == null ? null : next.atOffset(ZoneOffset.UTC));
        }
        if (!again) {
            fail(tx, outcome, fold, run, outcome.jobType() + ": " + message, runs);
        }
        return null;
    }

    private static void fail(
            Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, String why, SortedSet<Integer> runs) {
        move(tx, run, RunStatus.FAILED, outcome, why);
        for (Row row : tx.query(LIVE_RESPONSES, run.id())) {
            ResponseEvent event = new ResponseEvent.RunFailed("gfs_fetch", why);
            fold.applyToResponse(tx, outcome, row.getInteger("id"), event, runs);
        }
    }

    private static String truth(Session tx, StoredOutcome outcome, Fold fold, SortedSet<Integer> runs) {
        Instant validTime = outcome.data().getInstant("valid_time");
        for (RunStore.Run run : TruthJobs.liveRuns(tx, outcome.data().getString("source"))) {
            int lead =
                    Math.toIntExact(Duration.between(run.initTime(), validTime).toHours());
            if (run.config().era5LeadHours().contains(lead)) {
                truthOfRun(tx, outcome, fold, run, lead, runs);
            }
        }
        return null;
    }

    private static void truthOfRun(
            Session tx, StoredOutcome outcome, Fold fold, RunStore.Run run, int lead, SortedSet<Integer> runs) {
        StepKey key = StepKey.loadTruth(lead);
        switch (outcome.kind()) {
            case TRUTH_READY -> {
                step(tx, run, StepEvent.succeeded(key, outcome.data().getLong("latency_ms"), null));
                tx.update(WAKE_ERA5, run.id());
            }
            case TRUTH_WAITING -> {
                Instant next = outcome.data().getInstant("next_check_at");
                step(tx, run, StepEvent.waiting(key, next));
                tx.update(STEPS_WAIT, run.id(), lead, next.atOffset(ZoneOffset.UTC));
                tx.update(STATS_WAIT, run.id(), Integer.toString(lead), next.atOffset(ZoneOffset.UTC));
            }
            default -> {
                String reason = outcome.data().getString("reason");
                step(tx, run, StepEvent.failed(key, Failure.of(Code.TRUTH_UNAVAILABLE, reason), null));
                RunStore.log(
                        tx,
                        outcome.jobId(),
                        run.id(),
                        null,
                        "WARN",
                        "fold",
                        "lead " + lead + " h has no truth: " + reason);
                for (Row row : tx.query(LIVE_RESPONSES, run.id())) {
                    fold.applyToResponse(
                            tx, outcome, row.getInteger("id"), new ResponseEvent.TruthGone(lead, reason), runs);
                }
            }
        }
    }

    private static void step(Session tx, RunStore.Run run, StepEvent event) {
        tx.update(StepSql.UPSERT, StepSql.values(run.id(), 0, StepKey.COORDINATOR, event, null, null));
    }

    private static NewJob runJob(JobType type, RunStore.Run run, StoredOutcome outcome) {
        JsonObject payload = new JsonObject().put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofRun(type, run.id(), payload).withTrace(outcome.traceContext());
    }

    private static void move(Session tx, RunStore.Run run, RunStatus to, StoredOutcome outcome) {
        move(tx, run, to, outcome, outcome.kind().word());
    }

    private static void move(Session tx, RunStore.Run run, RunStatus to, StoredOutcome outcome, String reason) {
        RunStore.move(tx, run, RunMachine.path(run.status(), to), reason, outcome.id(), outcome.at());
    }
}
