package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.job.Job;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;

/** Reads runs and responses for the jobs that name them. */
public final class RunStore {
    private static final String RUN = """
            SELECT id, gfs_init_time_utc, run_config, scoring_version, input_sources
            FROM weather_forecast_runs WHERE id = $1
            """;

    private static final String RESPONSE = """
            SELECT id, run_id, miner_uid, miner_hotkey, status FROM weather_miner_responses
            WHERE id = $1 AND run_id = $2 AND miner_uid = $3 AND miner_hotkey = $4
            """;

    private static final String INSTANT_AFTER =
            "SELECT fw_now() + make_interval(secs => $1::bigint / 1000.0) AS instant";

    private static final String OLDER_THAN = """
            SELECT fw_now() >= run_initiation_time + make_interval(secs => $2::bigint / 1000.0) AS older
            FROM weather_forecast_runs WHERE id = $1
            """;

    private final Database database;

    public RunStore(Database database) {
        this.database = database;
    }

    /** @throws FailureException ISOLATION if the job names no run that exists */
    public Run run(Job job) {
        if (job.runId() == null) {
            throw new FailureException(Code.ISOLATION, "the job names no run");
        }
        return database.first(RUN, job.runId())
                .map(RunStore::run)
                .orElseThrow(
                        () -> new FailureException(Code.ISOLATION, "the job's run " + job.runId() + " does not exist"));
    }

    /**
     * The response of a miner's job.
     *
     * @throws FailureException ISOLATION unless run, slot, hotkey and response belong together; slot 0 is a slot like
     *     any other
     */
    public Response response(Job job) {
        boolean complete = job.runId() != null && job.responseId() != null && job.minerUid() != null;
        if (!complete) {
            throw new FailureException(Code.ISOLATION, "the job names no run, no response or no miner");
        }
        return database.first(RESPONSE, job.responseId(), job.runId(), job.minerUid(), job.stepHotkey())
                .map(row -> new Response(
                        row.getInteger("id"),
                        row.getInteger("run_id"),
                        row.getInteger("miner_uid"),
                        row.getString("miner_hotkey"),
                        ResponseStatus.of(row.getString("status"))))
                .orElseThrow(() -> new FailureException(
                        Code.ISOLATION,
                        "the response " + job.responseId() + " is not that of slot " + job.minerUid() + " in run "
                                + job.runId()));
    }

    /** Whether the run was opened so long ago, or longer. */
    public boolean olderThan(Run run, Duration age) {
        return database.first(OLDER_THAN, run.id(), age.toMillis())
                .orElseThrow()
                .getBoolean("older");
    }

    /** The database's now plus a while; to the microsecond, as it is stored. */
    public Instant instantAfter(Duration delay) {
        return database.first(INSTANT_AFTER, delay.toMillis())
                .orElseThrow()
                .getOffsetDateTime("instant")
                .toInstant();
    }

    static Run run(Row row) {
        return new Run(
                row.getInteger("id"),
                row.getOffsetDateTime("gfs_init_time_utc").toInstant(),
                RunConfig.fromJson(row.getJsonObject("run_config")),
                row.getInteger("scoring_version"),
                row.getJsonObject("input_sources"));
    }
}
