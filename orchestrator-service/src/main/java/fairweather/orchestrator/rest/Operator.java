package fairweather.orchestrator.rest;

import fairweather.database.Database.Session;

/** Who changes something and why. */
record Operator(String actor, String reason) {
    private static final String LOG = """
            INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
            VALUES ($1, $2, $3, 'INFO', 'operator', $4)
            """;

    /** @throws Refusal with 400 if one of them is missing */
    static Operator of(String actor, String reason) {
        return new Operator(Input.text("actor", actor, 64), Input.text("reason", reason, 500));
    }

    /** Leaves a line that says what the operator did. */
    void log(Session tx, Long jobId, Integer runId, Integer responseId, String what) {
        tx.update(LOG, jobId, runId, responseId, actor + " " + what + ": " + reason);
    }
}
