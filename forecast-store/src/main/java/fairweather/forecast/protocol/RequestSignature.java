package fairweather.forecast.protocol;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The five headers of a directly signed request. The signature covers method, path with query, nonce, both parties and
 * the body's hash, so a request can be neither changed, nor redirected, nor repeated.
 *
 * @param bodyHash SHA-256 of the raw body, lower-case hex
 * @param signature {@code 0x} and the hexadecimal signature
 */
public record RequestSignature(
        String validatorHotkey, String minerHotkey, String nonce, String bodyHash, String signature) {
    public static final String HEADER_VALIDATOR = "validator-hotkey";
    public static final String HEADER_MINER = "miner-hotkey";
    public static final String HEADER_NONCE = "nonce";
    public static final String HEADER_BODY_HASH = "x-body-sha256";
    public static final String HEADER_SIGNATURE = "signature";

    static final String VERSION = "v1";

    /** The text that is signed. */
    public static String canonicalText(
            String method,
            String pathAndQuery,
            String nonce,
            String validatorHotkey,
            String minerHotkey,
            String bodyHash) {
        return String.join("\n", VERSION, method, pathAndQuery, nonce, validatorHotkey, minerHotkey, bodyHash);
    }

    /** Signs a request to a miner; a request without a body has zero bytes. */
    public static RequestSignature sign(
            Signer validator, String minerHotkey, String method, String pathAndQuery, byte[] body, Nonce nonce) {
        String bodyHash = Sha256.hex(body);
        String text = canonicalText(method, pathAndQuery, nonce.text(), validator.address(), minerHotkey, bodyHash);
        return new RequestSignature(
                validator.address(), minerHotkey, nonce.text(), bodyHash, HexSignature.sign(validator, text));
    }

    /** Headers by name, ready to be sent. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HEADER_VALIDATOR, validatorHotkey);
        headers.put(HEADER_MINER, minerHotkey);
        headers.put(HEADER_NONCE, nonce);
        headers.put(HEADER_BODY_HASH, bodyHash);
        headers.put(HEADER_SIGNATURE, signature);
        return headers;
    }

    /**
     * The receiver's check: addressed to us, body as hashed, signed by the sender, fresh and never seen before.
     *
     * @param receiver our own address
     * @return the sender's address; whether that party may ask anything is the caller's question
     * @throws FailureException with {@link Code#HTTP_401_403} and the reason
     */
    public String verify(
            SignatureScheme scheme,
            NonceWindow window,
            String receiver,
            String method,
            String pathAndQuery,
            byte[] body) {
        if (validatorHotkey == null || minerHotkey == null || bodyHash == null || signature == null) {
            throw refused("a signature header is missing");
        }
        Nonce parsed = Nonce.parse(nonce);
        if (!minerHotkey.equals(receiver)) {
            throw refused("the request is addressed to somebody else");
        }
        if (!Sha256.hex(body).equals(bodyHash)) {
            throw refused("the body does not have the signed hash");
        }
        String text = canonicalText(method, pathAndQuery, nonce, validatorHotkey, minerHotkey, bodyHash);
        if (!HexSignature.verifies(scheme, validatorHotkey, text, signature)) {
            throw refused("the signature is wrong");
        }
        require(window.use(validatorHotkey, parsed));
        return validatorHotkey;
    }

    /** Refuses what a nonce window has not let in. */
    static void require(NonceWindow.Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {}
            case OUTSIDE_WINDOW -> throw refused("the nonce is too old or too new");
            case USED -> throw refused("the nonce was used before");
            case FULL -> throw refused("too many nonces are remembered at the moment");
        }
    }

    static FailureException refused(String why) {
        return new FailureException(Code.HTTP_401_403, why);
    }
}
