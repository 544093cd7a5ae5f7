package fairweather.job;

/**
 * What the job's machine knows of a job.
 *
 * @param token of the latest lease; it only grows
 * @param attempts claims since the last reported end, which is crashes in a row
 * @param maxAttempts how many of them end the job
 */
public record JobState(JobStatus status, long token, int attempts, int maxAttempts) {
    /** A job as it is put into the queue. */
    public static JobState enqueued(int maxAttempts) {
        return new JobState(JobStatus.PENDING, 0, 0, maxAttempts);
    }
}
