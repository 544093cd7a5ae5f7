package fairweather.miner.conversation;

/** What a miner's answer to an initiate request means, if it is not a failure. */
public sealed interface InitiateResult {
    /** The identifier under which the miner is to be asked from now on. */
    String jobId();

    /** The miner has begun. */
    record Accepted(String jobId) implements InitiateResult {}

    /** The miner already has a finished forecast for this T0. */
    record Ready(String jobId) implements InitiateResult {}
}
