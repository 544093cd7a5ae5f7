package fairweather.proof.walk;

import fairweather.job.JobState;
import fairweather.job.JobStatus;
import fairweather.job.JobType;

/**
 * A row of the queue.
 *
 * @param owner the miner, or {@link Told#RUN} or {@link Told#ELSEWHERE}
 * @param verify true for the second phase of a poll
 * @param told true if an outcome with the first number was written under the latest token
 */
record JobRow(int owner, JobType type, boolean verify, JobState state, boolean told) {
    static final int MOST_ATTEMPTS = 2;

    static JobRow of(int owner, JobType type, boolean verify) {
        return new JobRow(owner, type, verify, JobState.enqueued(MOST_ATTEMPTS), false);
    }

    JobRow with(JobState next) {
        return new JobRow(owner, type, verify, next, told && next.token() == state.token());
    }

    JobRow with(boolean verifyNext, boolean toldNext) {
        return new JobRow(owner, type, verifyNext, state, toldNext);
    }

    /** Whether the two compete for one miner's place in a service. */
    boolean samePlace(JobRow other) {
        return miner() != Told.RUN && miner() == other.miner() && type.service() == other.type.service();
    }

    private int miner() {
        return owner == Told.ELSEWHERE ? 0 : owner;
    }

    boolean unfinished() {
        return !state.status().finished();
    }

    boolean running() {
        return state.status() == JobStatus.IN_PROGRESS;
    }

    boolean sameKey(JobRow other) {
        return owner == other.owner && type == other.type;
    }

    @Override
    public String toString() {
        String what = verify ? "verify" : type.word().replace("weather.", "");
        return switch (owner) {
            case Told.RUN -> what;
            case Told.ELSEWHERE -> what + " of the miner in another run";
            default -> what + " of miner " + owner;
        };
    }
}
