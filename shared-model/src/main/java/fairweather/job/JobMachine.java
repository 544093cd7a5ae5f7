package fairweather.job;

import static fairweather.job.JobStatus.CANCELLED;
import static fairweather.job.JobStatus.COMPLETED;
import static fairweather.job.JobStatus.FAILED;
import static fairweather.job.JobStatus.IN_PROGRESS;
import static fairweather.job.JobStatus.PENDING;
import static fairweather.job.JobStatus.RETRY_SCHEDULED;
import static fairweather.job.JobTransition.TokenChange.GROWS;
import static fairweather.job.JobTransition.TokenChange.KEEPS;

import fairweather.job.JobTransition.AttemptsChange;
import fairweather.job.JobTransition.Guard;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The job's state machine as a table. The queue's statements do these transitions row by row; what a worker does is
 * fenced by its lease token, what others do raises the token, so that the worker does nothing more.
 */
public final class JobMachine {
    private static final Set<JobStatus> NEW_ROW = Set.of();
    private static final Set<JobStatus> WAITING = EnumSet.of(PENDING, RETRY_SCHEDULED);
    private static final Set<JobStatus> RUNNING = EnumSet.of(IN_PROGRESS);
    private static final Set<JobStatus> UNFINISHED = EnumSet.of(PENDING, RETRY_SCHEDULED, IN_PROGRESS);

    /** The legal transitions. */
    public static final List<JobTransition> TABLE = List.of(
            row(JobTrigger.ENQUEUED, NEW_ROW, Guard.KEY_FREE, PENDING),
            row(JobTrigger.REDRIVEN, NEW_ROW, Guard.DEAD_LETTER, PENDING),
            new JobTransition(
                    JobTrigger.CLAIMED, WAITING, Guard.DUE, IN_PROGRESS, GROWS, AttemptsChange.PLUS_ONE, false),
            ends(JobTrigger.SUCCEEDED, COMPLETED),
            ends(JobTrigger.SKIPPED, COMPLETED),
            ends(JobTrigger.DEFERRED, PENDING),
            ends(JobTrigger.RETRIED, RETRY_SCHEDULED),
            ends(JobTrigger.FAILED, FAILED),
            ends(JobTrigger.GIVEN_UP, CANCELLED),
            released(JobTrigger.RELEASED, PENDING),
            released(JobTrigger.RETRY_RELEASED, RETRY_SCHEDULED),
            row(JobTrigger.LAPSED, RUNNING, Guard.CRASHES_LEFT, RETRY_SCHEDULED),
            new JobTransition(
                    JobTrigger.LAPSED, RUNNING, Guard.CRASHED_TOO_OFTEN, FAILED, GROWS, AttemptsChange.KEEPS, true),
            new JobTransition(
                    JobTrigger.CANCELLED, UNFINISHED, Guard.NONE, CANCELLED, GROWS, AttemptsChange.KEEPS, true));

    private JobMachine() {}

    private static JobTransition row(JobTrigger trigger, Set<JobStatus> from, Guard guard, JobStatus to) {
        return new JobTransition(trigger, from, guard, to, KEEPS, AttemptsChange.KEEPS, false);
    }

    /** An attempt's own end: fenced, and the count of crashes begins again. */
    private static JobTransition ends(JobTrigger trigger, JobStatus to) {
        return new JobTransition(trigger, RUNNING, Guard.LEASE_HELD, to, KEEPS, AttemptsChange.TO_ZERO, false);
    }

    /** As if the claim had not been: a retry that was claimed is a retry again. */
    private static JobTransition released(JobTrigger trigger, JobStatus to) {
        return new JobTransition(trigger, RUNNING, Guard.LEASE_HELD, to, KEEPS, AttemptsChange.MINUS_ONE, false);
    }

    /**
     * What becomes of a job; empty if nothing, since no row of the table fits.
     *
     * @param leaseToken the token of whoever acts, for what is fenced; any value for the rest
     */
    public static Optional<JobState> apply(JobState job, JobTrigger trigger, long leaseToken) {
        return row(job, trigger, leaseToken).map(row -> row.apply(job));
    }

    /** The row that fits; there is never more than one. */
    public static Optional<JobTransition> row(JobState job, JobTrigger trigger, long leaseToken) {
        return TABLE.stream().filter(row -> row.fits(job, trigger, leaseToken)).findFirst();
    }
}
