package fairweather.miner.transport;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.ReplySignature;
import fairweather.forecast.signature.SignatureScheme;

/**
 * What is asked of the signature of a reply. Whatever is wrong with it is PROTOCOL: a reply that the miner did not sign
 * proves nothing about the miner, since anybody on the way could have made it. The integrity codes are final verdicts on
 * what a miner committed to, and HTTP_401_403 speaks about us.
 */
final class ReplyRule {
    private final SignatureScheme scheme;
    private final boolean required;

    /** @param required whether a reply without a signature is refused; with a wrong one it always is */
    ReplyRule(SignatureScheme scheme, boolean required) {
        this.scheme = scheme;
        this.required = required;
    }

    /** The same reply. */
    SignedReply checked(String hotkey, SignedReply reply) {
        if (reply.signature().isEmpty()) {
            if (required) {
                throw new FailureException(Code.PROTOCOL, "the miner did not sign its reply, which is required");
            }
            return reply;
        }
        String signature = reply.signature().get();
        if (!ReplySignature.verifies(scheme, hotkey, reply.status(), reply.nonce(), reply.body(), signature)) {
            throw new FailureException(Code.PROTOCOL, "the miner's reply has a signature that is not its own");
        }
        return reply;
    }
}
