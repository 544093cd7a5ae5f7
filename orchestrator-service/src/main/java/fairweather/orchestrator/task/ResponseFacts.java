package fairweather.orchestrator.task;

import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.job.Job;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import io.vertx.mutiny.sqlclient.Row;

/**
 * What the query and poll tasks must know of their response, and the proof that the job is about it.
 *
 * @param jobIsAnothers whether an earlier response of the run has the same miner job
 */
record ResponseFacts(
        int id,
        int runId,
        ResponseStatus status,
        String verificationState,
        RunConfig config,
        boolean wallPassed,
        boolean windowClosed,
        boolean jobIsAnothers) {

    /**
     * The window to freeze in begins with the first attempt at it and ends by when a retry was to be made: neither that
     * we came to it late nor what our own trouble cost ({@code our_seconds}) is the miner's time.
     */
    private static final String LOAD = """
            SELECT p.id, p.run_id, p.miner_uid, p.miner_hotkey, p.status, p.verification_state, r.run_config,
                   coalesce(p.job_accepted_at
                       + make_interval(secs => (r.run_config ->> 'poll_wall_seconds')::double precision)
                       < fw_now(), false) AS wall_passed,
                   coalesce(s.retry_count > 0 AND j.due_at >
                       greatest(p.job_accepted_at, p.inference_completed_at, s.started_at)
                       + make_interval(secs => (r.run_config ->> 'freeze_window_seconds')::double precision
                           + coalesce((j.payload ->> 'our_seconds')::double precision, 0)), false) AS window_closed,
                   EXISTS (SELECT FROM weather_miner_responses o
                           WHERE o.run_id = p.run_id AND o.job_id = p.job_id AND o.id < p.id) AS job_is_anothers
            FROM weather_miner_responses p
            JOIN weather_forecast_runs r ON r.id = p.run_id
            JOIN validator_jobs j ON j.id = $2
            LEFT JOIN weather_forecast_steps s
                ON s.run_id = p.run_id AND s.miner_uid = p.miner_uid AND s.miner_hotkey = p.miner_hotkey
                AND s.step_name = 'verify' AND s.substep = 'open_store'
            WHERE p.id = $1
            """;

    /** Whether another slot of the run already has this miner job. */
    private static final String OWNED_BY_ANOTHER = """
            SELECT EXISTS (SELECT FROM weather_miner_responses
                           WHERE run_id = $1 AND job_id = $2 AND id <> $3) AS owned
            """;

    static ResponseFacts load(Database database, Job job) {
        Row row = database.first(LOAD, job.responseId(), job.lease().jobId())
                .orElseThrow(() -> new FailureException(Code.ISOLATION, "the response of this job does not exist"));
        boolean same = row.getInteger("run_id").equals(job.runId())
                && row.getInteger("miner_uid").equals(job.minerUid())
                && row.getString("miner_hotkey").equals(job.payload().getString("miner_hotkey"));
        if (!same) {
            throw new FailureException(Code.ISOLATION, "the job's run, uid or hotkey is not that of its response");
        }
        return new ResponseFacts(
                row.getInteger("id"),
                row.getInteger("run_id"),
                ResponseStatus.of(row.getString("status")),
                row.getString("verification_state"),
                RunConfig.fromJson(row.getJsonObject("run_config")),
                row.getBoolean("wall_passed"),
                row.getBoolean("window_closed"),
                row.getBoolean("job_is_anothers"));
    }

    boolean jobIdOwnedByAnother(Database database, String jobId) {
        return database.first(OWNED_BY_ANOTHER, runId, jobId, id).orElseThrow().getBoolean("owned");
    }
}
