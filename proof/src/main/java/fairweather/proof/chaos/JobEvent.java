package fairweather.proof.chaos;

import java.time.Instant;

/**
 * One change of a job's status or token, as it was committed.
 *
 * @param from the status before; null for a new job
 * @param to the status after; null for a job that was deleted
 * @param token after the change
 * @param attempts claims since the last reported end, after the change
 */
record JobEvent(
        long number,
        Instant at,
        long jobId,
        String jobType,
        Integer runId,
        Integer uid,
        String worker,
        String from,
        String to,
        long token,
        int attempts,
        String errorCode) {

    static final String IN_PROGRESS = "in_progress";

    boolean claims() {
        return IN_PROGRESS.equals(to) && !IN_PROGRESS.equals(from);
    }

    /** The holder of the lease, or the reaper in its place, has put the job down. */
    boolean ends() {
        return IN_PROGRESS.equals(from) && !IN_PROGRESS.equals(to);
    }

    boolean terminal() {
        return terminal(to);
    }

    static boolean terminal(String status) {
        return "completed".equals(status) || "failed".equals(status) || "cancelled".equals(status);
    }
}
