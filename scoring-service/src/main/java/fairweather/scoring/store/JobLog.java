package fairweather.scoring.store;

import fairweather.failure.Sanitiser;
import fairweather.job.Job;
import fairweather.job.Write;

/** Lines for the operator, written with the report of the attempt that has something to say. */
public final class JobLog {
    private static final String LINE = """
            INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
            VALUES ($1, $2, $3, $4, 'scoring', $5)
            """;

    private JobLog() {}

    /** Something that an operator must look at. */
    public static Write error(Job job, String message) {
        return Write.of(LINE, job.lease().jobId(), job.runId(), job.responseId(), "ERROR", Sanitiser.clean(message));
    }
}
