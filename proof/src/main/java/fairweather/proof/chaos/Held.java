package fairweather.proof.chaos;

/** A lease that a process holds: the job, the token and the name of the worker. */
public record Held(long jobId, long token, String worker) {}
