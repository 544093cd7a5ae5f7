package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.job.JobStatus;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.machine.Stage;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunConfig;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Has the work of dead jobs done again: the fold leads the response back to where the stage that failed begins, with a
 * new job that names the dead one, and with the whole retry budget.
 */
@Singleton
class Redriving {
    /** What {@link #asksTooLate} looks at. */
    private static final String HORIZON = "n.calendar_enabled AND NOT r.hindsight AS by_calendar, r.run_config, "
            + "r.gfs_init_time_utc, fw_now() AS now";

    private static final String JOB = """
            SELECT j.id, j.status, j.job_type, j.run_id, j.response_id, j.miner_uid, j.trace_context,
                   p.status AS response_status, p.failed_stage, r.status AS run_status, %1$s,
                   EXISTS (SELECT FROM node_table n WHERE n.uid = p.miner_uid AND n.hotkey = p.miner_hotkey) AS registered,
                   (SELECT max(id) FROM validator_jobs l WHERE l.response_id = p.id) AS latest,
                   EXISTS (SELECT FROM outcomes o WHERE o.response_id = p.id AND o.folded_at IS NULL) AS unfolded
            FROM validator_jobs j
            LEFT JOIN weather_miner_responses p ON p.id = j.response_id
            LEFT JOIN weather_forecast_runs r ON r.id = p.run_id
            LEFT JOIN series n ON n.name = r.series
            WHERE j.id = $1
            FOR NO KEY UPDATE OF j
            """.formatted(HORIZON);

    /** The latest jobs of the failed responses of a run; $2, $3 and $4 narrow by stages and by category. */
    private static final String DEAD = """
            SELECT max(j.id) AS id FROM weather_miner_responses p
            JOIN validator_jobs j ON j.response_id = p.id
            JOIN node_table n ON n.uid = p.miner_uid AND n.hotkey = p.miner_hotkey
            WHERE p.run_id = $1 AND p.status = 'failed' AND ($2::text IS NULL OR p.failed_stage = $2)
              AND ($3::text IS NULL OR p.failure_category = $3) AND p.failed_stage <> ALL ($4)
              AND NOT EXISTS (SELECT FROM outcomes o WHERE o.response_id = p.id AND o.folded_at IS NULL)
            GROUP BY p.id ORDER BY min(p.miner_uid)
            """;

    private static final String RUN = """
            SELECT r.status AS run_status, %1$s FROM weather_forecast_runs r JOIN series n ON n.name = r.series
            WHERE r.id = $1
            """.formatted(HORIZON);

    private static final String OUTCOME = """
            INSERT INTO outcomes (kind, run_id, response_id, miner_uid, job_id, job_type, data, actor, trace_context)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private final Database database;

    Redriving(Database database) {
        this.database = database;
    }

    void job(long id, Operator operator) {
        database.transaction(tx -> {
            redrive(tx, id, operator);
            return null;
        });
    }

    /**
     * All dead jobs of a run's responses that failed at a stage and with a category; null for any. Left out are those
     * that it is too late to do again.
     *
     * @return their ids, in uid order
     */
    List<Long> run(int runId, Stage stage, String category, Operator operator) {
        return database.transaction(tx -> {
            Row run = tx.first(RUN, runId).orElseThrow(() -> Refusal.notFound("there is no run " + runId));
            refuseEnded(runId, run.getString("run_status"));
            if (stage != null) {
                refuseHindsight(stage, run);
            }
            String[] tooLate = Arrays.stream(Stage.values())
                    .filter(each -> asksTooLate(each, run))
                    .map(Stage::word)
                    .toArray(String[]::new);
            List<Long> redriven = new ArrayList<>();
            for (Row dead : tx.query(DEAD, runId, stage == null ? null : stage.word(), category, tooLate)) {
                redrive(tx, dead.getLong("id"), operator);
                redriven.add(dead.getLong("id"));
            }
            return redriven;
        });
    }

    private static void redrive(Session tx, long id, Operator operator) {
        Row job = tx.first(JOB, id).orElseThrow(() -> JobQueries.noJob(id));
        refuseLiving(id, job);
        JsonObject data =
                new JsonObject().put("stage", job.getString("failed_stage")).put("reason", operator.reason());
        tx.update(
                OUTCOME,
                OutcomeKind.JOB_REDRIVEN.word(),
                job.getInteger("run_id"),
                job.getInteger("response_id"),
                job.getInteger("miner_uid"),
                id,
                job.getString("job_type"),
                data,
                operator.actor(),
                job.getString("trace_context"));
        operator.log(
                tx,
                id,
                job.getInteger("run_id"),
                job.getInteger("response_id"),
                "redrove job " + id + " (" + job.getString("job_type") + ")");
    }

    private static void refuseLiving(long id, Row job) {
        String status = job.getString("status");
        if (!JobStatus.of(status).finished()) {
            throw Refusal.conflict("job " + id + " is " + status + ": only a finished job can be redriven");
        }
        if (job.getInteger("response_id") == null) {
            throw Refusal.conflict("job " + id + " is no miner's: open the run again instead");
        }
        refuseEnded(job.getInteger("run_id"), job.getString("run_status"));
        if (!"failed".equals(job.getString("response_status"))) {
            throw Refusal.conflict("the response of job " + id + " is " + job.getString("response_status")
                    + ": only that of a failed response can be redriven");
        }
        Stage.of(job.getString("failed_stage")).ifPresent(stage -> refuseHindsight(stage, job));
        if (job.getLong("latest") != id) {
            throw Refusal.conflict("job " + id + " is not the response's last; that is job " + job.getLong("latest"));
        }
        if (!job.getBoolean("registered")) {
            throw Refusal.conflict("the miner of job " + id + " is not registered any more");
        }
        if (job.getBoolean("unfolded")) {
            throw Refusal.conflict("the response of job " + id + " has news that are not folded yet; ask again");
        }
    }

    /** A miner that is asked anew when it can know the weather would not forecast it. */
    private static void refuseHindsight(Stage stage, Row run) {
        if (asksTooLate(stage, run)) {
            throw Refusal.conflict("it is too late to do " + stage.word() + " again: after " + lastQuery(run)
                    + " a miner could know what it forecasts");
        }
    }

    private static boolean asksTooLate(Stage stage, Row run) {
        return stage.beforeFreeze()
                && run.getBoolean("by_calendar")
                && run.getOffsetDateTime("now").toInstant().isAfter(lastQuery(run));
    }

    private static Instant lastQuery(Row run) {
        return RunCalendar.lastQuery(
                RunConfig.fromJson(run.getJsonObject("run_config")),
                run.getOffsetDateTime("gfs_init_time_utc").toInstant());
    }

    private static void refuseEnded(int runId, String status) {
        if (RunStatus.of(status).terminal()) {
            throw Refusal.conflict("run " + runId + " is " + status);
        }
    }
}
