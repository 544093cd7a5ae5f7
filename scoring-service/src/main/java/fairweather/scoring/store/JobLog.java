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

    private static final String LINE_ONCE = """
            INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
            SELECT $1::bigint, $2::integer, $3::integer, $4::varchar, 'scoring', $5::text
            WHERE NOT EXISTS (SELECT FROM validator_job_logs WHERE job_id = $1 AND message = $5)
            """;

    private JobLog() {}

    /** Something that an operator must look at. */
    public static Write error(Job job, String message) {
        return line(LINE, job, "ERROR", message);
    }

    /** The same, told once however often the job finds it. */
    public static Write errorOnce(Job job, String message) {
        return line(LINE_ONCE, job, "ERROR", message);
    }

    /** Something that is worth knowing and asks for nothing. */
    public static Write note(Job job, String message) {
        return line(LINE, job, "INFO", message);
    }

    private static Write line(String sql, Job job, String level, String message) {
        return Write.of(sql, job.lease().jobId(), job.runId(), job.responseId(), level, Sanitiser.clean(message));
    }
}
