package fairweather.orchestrator.fold;

import fairweather.database.Database.Session;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.NewJob;
import fairweather.job.postgres.JobSql;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.machine.Effect;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepSql;
import io.vertx.core.json.JsonObject;

/** Writes the effects of a response's change into the fold's transaction. */
final class EffectWriter {
    private static final String CANCEL_JOBS = JobSql.cancel("response_id = $1");

    private static final String VOID_COMPONENTS = "UPDATE weather_forecast_component_scores SET voided_at = fw_now() "
            + "WHERE response_id = $1 AND voided_at IS NULL";

    private static final String VOID_SCORES =
            "UPDATE weather_miner_scores SET voided_at = fw_now() WHERE response_id = $1 AND voided_at IS NULL";

    private static final String EXCHANGE_SUCCEEDED = """
            INSERT INTO miner_stats AS m (miner_uid, miner_hotkey, hosting_successes, host_reliability_ratio,
                                          avg_hosting_latency_ms, first_seen, last_active)
            SELECT uid, hotkey, 1, 1, $3, fw_now(), fw_now() FROM node_table WHERE uid = $1 AND hotkey = $2
            ON CONFLICT (miner_uid) DO UPDATE SET
                hosting_successes = m.hosting_successes + 1,
                host_reliability_ratio = (m.hosting_successes + 1)::double precision
                    / (m.hosting_successes + 1 + m.hosting_failures),
                avg_hosting_latency_ms = coalesce((m.avg_hosting_latency_ms * m.hosting_successes
                    + EXCLUDED.avg_hosting_latency_ms) / (m.hosting_successes + 1), EXCLUDED.avg_hosting_latency_ms,
                    m.avg_hosting_latency_ms),
                last_active = fw_now()
            """;

    private static final String EXCHANGE_FAILED = """
            INSERT INTO miner_stats AS m (miner_uid, miner_hotkey, hosting_failures, host_reliability_ratio,
                                          common_errors, first_seen, last_active)
            SELECT uid, hotkey, $4::integer, CASE WHEN $4::integer = 1 THEN 0 END, jsonb_build_object($3::text, 1),
                   fw_now(), fw_now()
            FROM node_table WHERE uid = $1 AND hotkey = $2
            ON CONFLICT (miner_uid) DO UPDATE SET
                hosting_failures = m.hosting_failures + $4::integer,
                host_reliability_ratio = CASE WHEN m.hosting_successes + m.hosting_failures + $4::integer > 0
                    THEN m.hosting_successes::double precision / (m.hosting_successes + m.hosting_failures + $4::integer) END,
                common_errors = m.common_errors
                    || jsonb_build_object($3::text, coalesce((m.common_errors ->> $3)::integer, 0) + 1),
                last_active = fw_now()
            """;

    private EffectWriter() {}

    static void write(Session tx, ResponseStore.Loaded response, RunStore.Run run, String trace, Effect effect) {
        switch (effect) {
            case Effect.Enqueue enqueue -> enqueue(tx, response, run, trace, enqueue);
            case Effect.CancelJobs cancel -> tx.update(CANCEL_JOBS, response.id(), cancel.reason());
            case Effect.VoidScores ignored -> {
                tx.update(VOID_COMPONENTS, response.id());
                tx.update(VOID_SCORES, response.id());
            }
            case Effect.AwaitLeads leads ->
                leads.dueByLead()
                        .forEach((lead, due) -> step(tx, response, StepEvent.waiting(StepKey.era5Score(lead), due)));
            case Effect.RestoreScores restore -> throw new IllegalStateException("no outcome redrives: " + restore);
            case Effect.ReopenSteps reopen -> throw new IllegalStateException("no outcome redrives: " + reopen);
            case Effect.CloseSteps close ->
                tx.update(
                        StepSql.CLOSE,
                        response.runId(),
                        response.uid(),
                        response.hotkey(),
                        StepSql.error(close.failure()));
            case Effect.EndLead lead -> endLead(tx, response, lead.leadHours(), lead.failure());
            case Effect.CountExchange exchange -> {
                if (run.counts()) {
                    count(tx, response, exchange);
                }
            }
        }
    }

    private static void enqueue(
            Session tx, ResponseStore.Loaded response, RunStore.Run run, String trace, Effect.Enqueue enqueue) {
        JsonObject payload = enqueue.payload()
                .copy()
                .put("miner_hotkey", response.hotkey())
                .put("validator_hotkey", run.validatorHotkey());
        NewJob job = NewJob.ofMiner(enqueue.type(), run.id(), response.id(), response.uid(), payload, enqueue.due())
                .withTrace(trace);
        enqueue(tx, job);
    }

    static void enqueue(Session tx, NewJob job) {
        tx.first(JobSql.ENQUEUE, PostgresJobQueue.enqueueValues(job));
    }

    private static void endLead(Session tx, ResponseStore.Loaded response, int lead, Failure failure) {
        step(tx, response, StepEvent.failed(StepKey.era5Score(lead), failure, null));
    }

    private static void step(Session tx, ResponseStore.Loaded response, StepEvent event) {
        tx.update(
                StepSql.UPSERT, StepSql.values(response.runId(), response.uid(), response.hotkey(), event, null, null));
    }

    /** Counted for whom the slot belongs to now. Our own trouble says nothing about a miner and is not counted. */
    private static void count(Session tx, ResponseStore.Loaded response, Effect.CountExchange exchange) {
        Code code = exchange.code();
        if (code == null) {
            Double latency =
                    exchange.latencyMs() == null ? null : exchange.latencyMs().doubleValue();
            tx.update(EXCHANGE_SUCCEEDED, response.uid(), response.hotkey(), latency);
        } else if (!code.blameless()) {
            int failures = code.countsAgainstHosting() ? 1 : 0;
            tx.update(
                    EXCHANGE_FAILED,
                    response.uid(),
                    response.hotkey(),
                    code.category().word(),
                    failures);
        }
    }
}
