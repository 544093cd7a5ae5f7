package fairweather.orchestrator.fold;

import fairweather.database.Database.Session;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
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
                EffectWriter.enqueue(tx, job(run, lead, trace));
            }
        }
    }

    /** Asks for what the runs that go on need of a source, after another run has ended. */
    static void takeOver(Session tx, String source) {
        for (RunStore.Run run : liveRuns(tx, source)) {
            if (run.status().rank() >= RunStatus.GFS_READY.rank()) {
                watch(tx, run, null);
            }
        }
    }

    private static NewJob job(RunStore.Run run, int lead, String trace) {
        String source = run.config().referenceSource();
        Instant validTime = run.initTime().plus(Duration.ofHours(lead));
        Instant due = run.config().due(run.initTime(), lead);
        Instant later = due.isAfter(run.created()) ? due : run.created();
        JsonObject payload = new JsonObject()
                .put("source", source)
                .put("valid_time", validTime.toString())
                .put("run_id", run.id())
                .put("lead_hours", lead)
                .put("give_up_at", later.plus(run.config().era5GiveUp()).toString());
        String key = "era5_truth_" + source + "_" + validTime;
        return new NewJob(
                JobType.ERA5_TRUTH,
                JobType.ERA5_TRUTH.priority(),
                payload,
                Due.at(due),
                key,
                run.id(),
                null,
                null,
                trace);
    }
}
