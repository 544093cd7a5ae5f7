package fairweather.orchestrator.task;

import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.job.Job;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads the subjects of the tasks from the schema. */
public final class PostgresSubjects implements Subjects {
    private static final String REGISTERED = """
            SELECT uid, hotkey FROM node_table
            WHERE hotkey IS NOT NULL AND ($1::integer[] IS NULL OR uid = ANY ($1)) ORDER BY uid
            """;

    private static final String MINERS =
            "SELECT miner_uid FROM weather_miner_responses WHERE run_id = $1 AND status = 'created' ORDER BY miner_uid";

    private static final String RESPONSE = """
            SELECT p.id, p.run_id, p.miner_uid, p.miner_hotkey, p.status, p.verification_state, r.run_config,
                   r.gfs_init_time_utc, n.calendar_enabled AND NOT r.hindsight AS by_calendar, fw_now() AS now,
                   p.job_accepted_at, p.inference_completed_at, s.started_at,
                   coalesce(s.retry_count, 0) AS retry_count, j.due_at,
                   coalesce((j.payload ->> 'our_seconds')::double precision, 0) AS our_seconds,
                   EXISTS (SELECT FROM weather_miner_responses o
                           WHERE o.run_id = p.run_id AND o.job_id = p.job_id AND o.id < p.id) AS job_is_anothers
            FROM weather_miner_responses p
            JOIN weather_forecast_runs r ON r.id = p.run_id
            JOIN series n ON n.name = r.series
            JOIN validator_jobs j ON j.id = $2
            LEFT JOIN weather_forecast_steps s
                ON s.run_id = p.run_id AND s.miner_uid = p.miner_uid AND s.miner_hotkey = p.miner_hotkey
                AND s.step_name = 'verify' AND s.substep = 'open_store'
            WHERE p.id = $1
            """;

    private static final String OWNED_BY_ANOTHER = """
            SELECT EXISTS (SELECT FROM weather_miner_responses
                           WHERE run_id = $1 AND job_id = $2 AND id <> $3) AS owned
            """;

    private final Database database;

    public PostgresSubjects(Database database) {
        this.database = database;
    }

    @Override
    public List<Miner> registered(List<Integer> uids) {
        Integer[] subset = uids == null ? null : uids.toArray(Integer[]::new);
        return database.query(REGISTERED, (Object) subset).stream()
                .map(row -> new Miner(row.getInteger("uid"), row.getString("hotkey")))
                .toList();
    }

    @Override
    public List<Integer> unasked(int runId) {
        return database.query(MINERS, runId).stream()
                .map(row -> row.getInteger("miner_uid"))
                .toList();
    }

    @Override
    public ResponseFacts response(Job job) {
        Row row = database.first(RESPONSE, job.responseId(), job.lease().jobId())
                .orElseThrow(() -> new FailureException(Code.ISOLATION, "the response of this job does not exist"));
        boolean same = row.getInteger("run_id").equals(job.runId())
                && row.getInteger("miner_uid").equals(job.minerUid())
                && row.getString("miner_hotkey").equals(job.payload().getString("miner_hotkey"));
        if (!same) {
            throw new FailureException(Code.ISOLATION, "the job's run, uid or hotkey is not that of its response");
        }
        RunConfig config = RunConfig.fromJson(row.getJsonObject("run_config"));
        Instant cycle = instant(row, "gfs_init_time_utc");
        boolean byCalendar = row.getBoolean("by_calendar");
        return new ResponseFacts(
                row.getInteger("id"),
                row.getInteger("run_id"),
                ResponseStatus.of(row.getString("status")),
                row.getString("verification_state").equals("verified"),
                config,
                instant(row, "now"),
                instant(row, "job_accepted_at"),
                instant(row, "inference_completed_at"),
                instant(row, "started_at"),
                row.getInteger("retry_count"),
                instant(row, "due_at"),
                Duration.ofMillis(Math.round(row.getDouble("our_seconds") * 1000)),
                byCalendar ? RunCalendar.lastRepeat(config, cycle) : null,
                byCalendar ? RunCalendar.lastFreeze(config, cycle) : null,
                row.getBoolean("job_is_anothers"),
                job.traceContext());
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    @Override
    public boolean ownedByAnother(ResponseFacts response, String jobId) {
        return database.first(OWNED_BY_ANOTHER, response.runId(), jobId, response.id())
                .orElseThrow()
                .getBoolean("owned");
    }
}
