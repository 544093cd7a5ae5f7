package fairweather.forecast.protocol;

import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;

/**
 * The signature that a miner may put on its reply to a directly signed request. It covers the status, the nonce of that
 * one request and the body's hash, so a reply can be neither changed nor given to another question. The text has four
 * lines and a number in the second, a request's has seven and a method: neither can be taken for the other.
 */
public final class ReplySignature {
    public static final String HEADER = RequestSignature.HEADER_SIGNATURE;

    private ReplySignature() {}

    /**
     * The text that is signed.
     *
     * @param nonce of the request that is answered
     * @param bodyHash SHA-256 of the raw body of the reply, lower-case hex
     */
    public static String canonicalText(int status, String nonce, String bodyHash) {
        return String.join("\n", RequestSignature.VERSION, Integer.toString(status), nonce, bodyHash);
    }

    /** The header's value. */
    public static String sign(Signer miner, int status, String nonce, byte[] body) {
        return HexSignature.sign(miner, canonicalText(status, nonce, Sha256.hex(body)));
    }

    /** Whether the holder of the miner's key gave this answer to the request with this nonce. */
    public static boolean verifies(
            SignatureScheme scheme, String minerHotkey, int status, String nonce, byte[] body, String signature) {
        return HexSignature.verifies(scheme, minerHotkey, canonicalText(status, nonce, Sha256.hex(body)), signature);
    }
}
