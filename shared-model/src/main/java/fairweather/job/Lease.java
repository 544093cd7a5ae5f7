package fairweather.job;

/** The right to finish a job: every write of its holder repeats the token, and each claim makes a larger one. */
public record Lease(long jobId, long token) {}
