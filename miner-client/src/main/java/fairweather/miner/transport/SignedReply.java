package fairweather.miner.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.FailureException;
import fairweather.miner.client.MinerJson;
import java.util.Map;
import java.util.Optional;

/**
 * An answer with all that its signature, if it has one, was made over ({@link
 * fairweather.forecast.protocol.ReplySignature}). A signature that is here was found to be the miner's.
 *
 * @param body as it came
 * @param nonce of the request that was answered
 * @param headers of the answer by lower-case name, words of a stranger
 */
public record SignedReply(
        byte[] body, int status, String nonce, Optional<String> signature, Map<String, String> headers) {

    /** @throws FailureException with PROTOCOL if the body is no acceptable JSON object */
    public ObjectNode json() {
        return MinerJson.parseObject(body);
    }

    SignedReply unsigned() {
        return new SignedReply(body, status, nonce, Optional.empty(), headers);
    }
}
