package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;

/** Leaves a line for every repair, which the timeline shows. */
final class RepairLog {
    private static final String LINE = """
            INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
            VALUES ($1, $2, $3, 'WARN', 'reconcile', $4)
            """;

    private RepairLog() {}

    static void write(Session tx, Long jobId, Integer runId, Integer responseId, String message) {
        tx.update(LINE, jobId, runId, responseId, message);
    }
}
