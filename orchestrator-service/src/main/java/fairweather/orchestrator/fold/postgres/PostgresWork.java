package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database.Session;
import fairweather.failure.Failure;
import fairweather.job.NewJob;
import fairweather.job.postgres.JobSql;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.WorkLedger;
import fairweather.orchestrator.machine.Stage;
import fairweather.step.StepEvent;
import fairweather.step.StepSql;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The rows of jobs and steps, as far as the fold writes them. */
final class PostgresWork implements WorkLedger {
    private static final String CANCEL_OF_RESPONSE = JobSql.cancel("response_id = $1");

    private static final String CANCEL_OF_RUN = JobSql.cancel("run_id = $1");

    private static final String STEPS_WAIT = """
            UPDATE weather_forecast_steps SET next_retry_time = $3, updated_at = fw_now()
            WHERE run_id = $1 AND step_name = 'era5' AND substep = 'score' AND lead_hours = $2
              AND status = 'waiting_for_truth'
            """;

    private static final String WAKE_ERA5 = """
            UPDATE validator_jobs SET due_at = fw_now(), updated_at = fw_now()
            WHERE run_id = $1 AND job_type = 'weather.era5' AND status IN ('pending', 'retry_scheduled')
              AND due_at > fw_now()
            """;

    private static final String FORGET_ATTEMPTS = """
            DELETE FROM weather_forecast_steps
            WHERE run_id = $1 AND miner_uid = $2 AND miner_hotkey = $3 AND step_name = ANY ($4)
              AND starts_with(substep, 'attempt')
            """;

    private static final String REOPEN_STEPS = """
            UPDATE weather_forecast_steps SET
                status = 'pending', started_at = NULL, completed_at = NULL, retry_count = 0, next_retry_time = NULL,
                latency_ms = NULL, error_json = NULL, updated_at = fw_now()
            WHERE run_id = $1 AND miner_uid = $2 AND miner_hotkey = $3 AND step_name = ANY ($4) AND status = 'failed'
              AND (step_name <> 'era5' OR lead_hours = ANY ($5))
            """;

    private static final String REDRIVEN_FROM = """
            UPDATE validator_jobs SET redriven_from = $2
            WHERE response_id = $1 AND status IN ('pending', 'in_progress', 'retry_scheduled')
            """;

    private final Session tx;

    PostgresWork(Session tx) {
        this.tx = tx;
    }

    @Override
    public void enqueue(List<NewJob> jobs) {
        if (!jobs.isEmpty()) {
            tx.first(JobSql.ENQUEUE_ALL, PostgresJobQueue.enqueueAllValues(jobs));
        }
    }

    @Override
    public void cancelOfResponse(int responseId, String reason) {
        tx.update(CANCEL_OF_RESPONSE, responseId, reason);
    }

    @Override
    public void cancelOfRun(int runId, String reason) {
        tx.update(CANCEL_OF_RUN, runId, reason);
    }

    @Override
    public void wakeEra5(int runId) {
        tx.update(WAKE_ERA5, runId);
    }

    @Override
    public Optional<JsonObject> payload(long jobId) {
        return tx.first("SELECT payload FROM validator_jobs WHERE id = $1", jobId)
                .map(row -> row.getJsonObject("payload"));
    }

    @Override
    public void step(int runId, int uid, String hotkey, StepEvent event) {
        tx.update(StepSql.UPSERT, StepSql.values(runId, uid, hotkey, event, null, null));
    }

    @Override
    public void closeSteps(Response response, Failure failure) {
        tx.update(StepSql.CLOSE, response.runId(), response.uid(), response.hotkey(), StepSql.error(failure));
    }

    @Override
    public void reopenSteps(Response response, Stage stage, SortedSet<Integer> leads) {
        Integer[] hours = leads.toArray(Integer[]::new);
        String[] stages =
                EnumSet.range(stage, Stage.ERA5).stream().map(Stage::word).toArray(String[]::new);
        tx.update(FORGET_ATTEMPTS, response.runId(), response.uid(), response.hotkey(), stages);
        tx.update(REOPEN_STEPS, response.runId(), response.uid(), response.hotkey(), stages, hours);
    }

    @Override
    public void redrivenFrom(int responseId, long deadJobId) {
        tx.update(REDRIVEN_FROM, responseId, deadJobId);
    }

    @Override
    public void stepsAwait(int runId, int lead, Instant next) {
        tx.update(STEPS_WAIT, runId, lead, next.atOffset(ZoneOffset.UTC));
    }
}
