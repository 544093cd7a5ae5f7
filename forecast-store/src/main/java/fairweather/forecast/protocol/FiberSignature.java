package fairweather.forecast.protocol;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The five headers of a POST by the fiber transport. The signature covers the nonce, the receiver and the session key's
 * identifier, and neither path nor body: the body is held together by its Fernet token, the path by nothing.
 *
 * @param keyUuid 64 lower-case hexadecimal digits that the validator gave the session key
 * @param signature {@code 0x} and the hexadecimal signature
 */
public record FiberSignature(
        String validatorHotkey, String minerHotkey, String keyUuid, String nonce, String signature) {
    public static final String HEADER_KEY_UUID = "symmetric-key-uuid";

    /** The text that is signed. */
    public static String canonicalText(String nonce, String minerHotkey, String keyUuid) {
        return String.join(":", nonce, minerHotkey, keyUuid);
    }

    public static FiberSignature sign(Signer validator, String minerHotkey, String keyUuid, Nonce nonce) {
        String text = canonicalText(nonce.text(), minerHotkey, keyUuid);
        return new FiberSignature(
                validator.address(), minerHotkey, keyUuid, nonce.text(), HexSignature.sign(validator, text));
    }

    /** Headers by name, ready to be sent. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HEADER_KEY_UUID, keyUuid);
        headers.put(RequestSignature.HEADER_VALIDATOR, validatorHotkey);
        headers.put(RequestSignature.HEADER_MINER, minerHotkey);
        headers.put(RequestSignature.HEADER_NONCE, nonce);
        headers.put(RequestSignature.HEADER_SIGNATURE, signature);
        return headers;
    }

    /**
     * The receiver's check: addressed to us, signed by the sender, fresh and never seen before.
     *
     * @param receiver our own address
     * @return the sender's address; whether that party may ask anything is the caller's question
     * @throws FailureException with {@link Code#HTTP_401_403} and the reason
     */
    public String verify(SignatureScheme scheme, NonceWindow window, String receiver) {
        if (validatorHotkey == null || minerHotkey == null || keyUuid == null || signature == null) {
            throw RequestSignature.refused("a signature header is missing");
        }
        Nonce parsed = Nonce.parseFiber(nonce);
        if (!minerHotkey.equals(receiver)) {
            throw RequestSignature.refused("the request is addressed to somebody else");
        }
        String text = canonicalText(nonce, minerHotkey, keyUuid);
        if (!HexSignature.verifies(scheme, validatorHotkey, text, signature)) {
            throw RequestSignature.refused("the signature is wrong");
        }
        RequestSignature.require(window.use(validatorHotkey, parsed));
        return validatorHotkey;
    }
}
