package fairweather.proof.chaos;

/**
 * A lease that a process holds: the job, the token and the name of the worker.
 *
 * @param known whether the process surely knows: a claim whose answer it never read is no work that it could finish
 */
public record Held(long jobId, long token, String worker, boolean known) {}
