package fairweather.job;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a hold keeps from being claimed: the jobs that equal it in each part that is not null. A type alone pauses the
 * type, a miner alone pauses the miner, a type and a run hold that stage of the run back.
 */
public record HoldTarget(JobType type, Integer minerUid, Integer runId) {
    public HoldTarget {
        if (Stream.of(type, minerUid, runId).allMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a hold names a job type, a miner or a run");
        }
    }

    public static HoldTarget of(JobType type) {
        return new HoldTarget(type, null, null);
    }

    public static HoldTarget ofMiner(int uid) {
        return new HoldTarget(null, uid, null);
    }

    public static HoldTarget ofRun(JobType type, int runId) {
        return new HoldTarget(type, null, runId);
    }

    /** A job that looks for a truth serves all runs that wait for it: a hold of one of them leaves it alone. */
    public boolean matches(JobType jobType, Integer jobMiner, Integer jobRun) {
        return (type == null || type == jobType)
                && (minerUid == null || minerUid.equals(jobMiner))
                && (runId == null || runId.equals(jobRun) && jobType != JobType.ERA5_TRUTH);
    }
}
