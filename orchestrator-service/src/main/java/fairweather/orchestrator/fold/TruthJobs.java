package fairweather.orchestrator.fold;

import fairweather.database.Database.Session;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The jobs that look for truth. There is one per source and valid time, whichever run asked first; it ends with that
 * run, and the other runs of the source then ask themselves.
 */
final class TruthJobs {
    private static final String LIVE_RUNS = """
            SELECT id FROM weather_forecast_runs
            WHERE status NOT IN ('completed', 'failed', 'abandoned') AND run_config ->> 'reference_source' = $1
            ORDER BY id
            """;

    private static final String GIVE_UP = """
            INSERT INTO truth_status (source, valid_time, status, reason) VALUES ($1, $2, 'gone', $3)
            ON CONFLICT (source, valid_time) DO UPDATE SET
                status = 'gone', reason = EXCLUDED.reason, next_check_at = NULL, updated_at = fw_now()
            WHERE truth_status.status = 'not_yet'
            """;

    private static final String TELL = "INSERT INTO outcomes (kind, data, actor) VALUES ($1, $2, 'fold')";

    private static final String TRACE = "SELECT trace_context FROM weather_forecast_runs WHERE id = $1";

    private TruthJobs() {}

    static List<RunStore.Run> liveRuns(Session tx, String source) {
        return tx.query(LIVE_RUNS, source).stream()
                .map(row -> RunStore.load(tx, row.getInteger("id")).orElseThrow())
                .toList();
    }

    /** Asks for every truth of the run about which nothing is decided; one that is asked for already stays as it is. */
    static void watch(Session tx, RunStore.Run run, String trace) {
        RunStore.Truth truth = RunStore.truth(tx, run);
        for (int lead : run.config().era5LeadHours()) {
            if (!truth.ready().contains(lead) && !truth.gone().containsKey(lead)) {
                Due due = Due.at(run.config().due(run.initTime(), lead));
                EffectWriter.enqueue(tx, job(run, lead, due, trace));
            }
        }
    }

    /** Asks for what the runs that go on need of a source, after another run has ended. */
    static void takeOver(Session tx, String source) {
        for (RunStore.Run run : liveRuns(tx, source)) {
            if (run.status().rank() >= RunStatus.GFS_READY.rank()) {
                watch(tx, run, tx.first(TRACE, run.id()).orElseThrow().getString("trace_context"));
            }
        }
    }

    /**
     * After a job that looked for a truth has ended without finding out: asks anew after a while, or gives the truth up
     * when its time is over. Null, or why nothing was done.
     */
    static String again(Session tx, RunStore.Run run, StoredOutcome outcome) {
        JsonObject payload = tx.first("SELECT payload FROM validator_jobs WHERE id = $1", outcome.jobId())
                .map(row -> row.getJsonObject("payload"))
                .orElseThrow();
        int lead = payload.getInteger("lead_hours");
        RunStore.Truth truth = RunStore.truth(tx, run);
        if (truth.ready().contains(lead) || truth.gone().containsKey(lead)) {
            return "the truth of lead " + lead + " is decided";
        }
        if (outcome.at().isBefore(payload.getInstant("give_up_at"))) {
            EffectWriter.enqueue(tx, job(run, lead, Due.after(run.config().era5Check()), outcome.traceContext()));
            return null;
        }
        String reason = "given up: looking for it failed until the end ("
                + outcome.data().getString("message", outcome.kind().word()) + ")";
        String source = payload.getString("source");
        Instant validTime = payload.getInstant("valid_time");
        tx.update(GIVE_UP, source, validTime.atOffset(ZoneOffset.UTC), reason);
        JsonObject data = new JsonObject()
                .put("source", source)
                .put("valid_time", validTime.toString())
                .put("reason", reason);
        tx.update(TELL, OutcomeKind.TRUTH_GONE.word(), data);
        return null;
    }

    private static NewJob job(RunStore.Run run, int lead, Due due, String trace) {
        String source = run.config().referenceSource();
        Instant validTime = run.initTime().plus(Duration.ofHours(lead));
        Instant scheduled = run.config().due(run.initTime(), lead);
        Instant later = scheduled.isAfter(run.created()) ? scheduled : run.created();
        JsonObject payload = new JsonObject()
                .put("source", source)
                .put("valid_time", validTime.toString())
                .put("run_id", run.id())
                .put("lead_hours", lead)
                .put("give_up_at", later.plus(run.config().era5GiveUp()).toString());
        String key = "era5_truth_" + source + "_" + validTime;
        return new NewJob(
                JobType.ERA5_TRUTH, JobType.ERA5_TRUTH.priority(), payload, due, key, run.id(), null, null, trace);
    }
}
