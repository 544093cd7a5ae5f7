package fairweather.forecast.protocol;

/** What a miner's status word means for a validator. */
public enum PollState {
    /** Freeze the manifest now. */
    DONE,
    /** Ask again later. */
    RUNNING,
    /** The miner gave up. */
    FAILED,
    /** The miner does not know the job. */
    UNKNOWN_JOB,
    /** A word outside the vocabulary: treated as running, but not for ever. */
    UNKNOWN
}
