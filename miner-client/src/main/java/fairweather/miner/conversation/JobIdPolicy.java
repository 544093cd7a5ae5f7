package fairweather.miner.conversation;

/** What becomes of an accepted job whose identifier is not the deterministic one. */
public enum JobIdPolicy {
    /** The reply is refused. */
    STRICT,
    /** The reply is taken and the difference logged, as long as no other slot of the run has that identifier. */
    WARN
}
