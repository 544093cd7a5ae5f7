package fairweather.failure;

/**
 * The exact reason of a failure. Its category, how often it may be repeated and whether it says something about a
 * miner's hosting are properties of the code and of nothing else.
 */
public enum Code {
    NOT_POSTED(Category.NOT_FOUND, Repeat.BY_POLICY, true),
    JOB_UNKNOWN(Category.NOT_FOUND, Repeat.ONCE, false),
    UNREACHABLE(Category.CONNECTION, Repeat.BY_POLICY, true),
    TLS(Category.CONNECTION, Repeat.BY_POLICY, true),
    TIMEOUT_CONNECT(Category.TIMEOUT, Repeat.BY_POLICY, true),
    TIMEOUT_READ(Category.TIMEOUT, Repeat.BY_POLICY, true),
    TIMEOUT_TOTAL(Category.TIMEOUT, Repeat.BY_POLICY, true),
    POLL_BUDGET(Category.TIMEOUT, Repeat.NEVER, false),
    HANDSHAKE(Category.HANDSHAKE_FAILED, Repeat.BY_POLICY, true),
    RATE_LIMITED(Category.RATE_LIMITED, Repeat.BY_POLICY, false),
    HTTP_5XX(Category.HTTP_5XX, Repeat.BY_POLICY, true),
    HTTP_401_403(Category.HTTP_4XX, Repeat.TWICE, false),
    HTTP_4XX(Category.HTTP_4XX, Repeat.NEVER, false),
    REJECTED_IDENTITY(Category.REJECTED, Repeat.NEVER, false),
    MINER_FAILED(Category.INFERENCE_ERROR, Repeat.NEVER, false),
    PROTOCOL(Category.INVALID_RESPONSE, Repeat.ONCE, true),
    OVERSIZE(Category.INVALID_RESPONSE, Repeat.NEVER, true),
    BLOCKED_ADDRESS(Category.INVALID_RESPONSE, Repeat.NEVER, false),
    CONTENT_LAYOUT(Category.INVALID_RESPONSE, Repeat.NEVER, false),
    CONTENT_VALUES(Category.INVALID_RESPONSE, Repeat.NEVER, false),
    INTEGRITY_MANIFEST_HASH(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_SIGNER(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_SIGNATURE(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_FORMAT(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_CHUNK_HASH(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_CHUNK_UNLISTED(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_CHUNK_MISSING(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    INTEGRITY_CHANGED_CLAIM(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    LATE(Category.VERIFICATION_FAILED, Repeat.NEVER, false),
    NOT_READY(Category.DATA_NOT_READY, Repeat.BY_POLICY, false),
    DEREGISTERED(Category.DEREGISTERED, Repeat.NEVER, false),
    TRUTH_UNAVAILABLE(Category.TRUTH_UNAVAILABLE, Repeat.NEVER, false),
    REFERENCE_NOT_READY(Category.DATA_NOT_READY, Repeat.BY_POLICY, false),
    ISOLATION(Category.ISOLATION_VIOLATION, Repeat.NEVER, false),
    OUT_OF_MEMORY(Category.OUT_OF_MEMORY, Repeat.BY_POLICY, false),
    LEASE_EXPIRED(Category.LEASE_EXPIRED, Repeat.NEVER, false),
    JOB_DEADLINE(Category.INTERNAL, Repeat.BY_POLICY, false),
    DATABASE(Category.DB_ERROR, Repeat.BY_POLICY, false),
    VALIDATOR_INTERNAL(Category.INTERNAL, Repeat.BY_POLICY, false);

    /** How often the same request may be repeated after this code; BY_POLICY leaves it to the step's retry policy. */
    public enum Repeat {
        NEVER,
        ONCE,
        TWICE,
        BY_POLICY
    }

    private final Category category;
    private final Repeat repeat;
    private final boolean countsAgainstHosting;

    Code(Category category, Repeat repeat, boolean countsAgainstHosting) {
        this.category = category;
        this.repeat = repeat;
        this.countsAgainstHosting = countsAgainstHosting;
    }

    public Category category() {
        return category;
    }

    public Repeat repeat() {
        return repeat;
    }

    public boolean retryable() {
        return repeat != Repeat.NEVER;
    }

    public boolean countsAgainstHosting() {
        return countsAgainstHosting;
    }

    /**
     * True if the trouble is ours or nobody's: such a failure leaves a response unranked instead of scoring it 0. Not a
     * property of the category: it is the miner whose forecast is NOT_READY, and we whose reference is.
     */
    public boolean blameless() {
        return switch (category) {
            case INTERNAL, DB_ERROR, OUT_OF_MEMORY, LEASE_EXPIRED, TRUTH_UNAVAILABLE, DEREGISTERED -> true;
            default -> this == REFERENCE_NOT_READY;
        };
    }

    /** True for the codes that say a frozen forecast was changed or never was what it claimed to be. */
    public boolean integrity() {
        return category == Category.VERIFICATION_FAILED;
    }
}
