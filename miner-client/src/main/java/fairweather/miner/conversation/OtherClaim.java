package fairweather.miner.conversation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;

/** INTEGRITY_CHANGED_CLAIM, with what is claimed instead. It is final only when the miner has repeated it. */
public final class OtherClaim extends FailureException {
    private final transient AccessClaim claim;

    OtherClaim(AccessClaim claim, String message) {
        super(Code.INTEGRITY_CHANGED_CLAIM, message);
        this.claim = claim;
    }

    public AccessClaim claim() {
        return claim;
    }
}
