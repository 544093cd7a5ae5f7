package fairweather.forecast.protocol;

import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A signature over a text as headers carry it: {@code 0x} and hexadecimal digits. */
final class HexSignature {
    private static final String PREFIX = "0x";

    private HexSignature() {}

    static String sign(Signer signer, String text) {
        return PREFIX + HexFormat.of().formatHex(signer.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** False for anything malformed, null included. */
    static boolean verifies(SignatureScheme scheme, String address, String text, String signature) {
        if (signature == null || !signature.startsWith(PREFIX)) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(signature.substring(PREFIX.length()));
        } catch (IllegalArgumentException noHex) {
            return false;
        }
        return scheme.verify(address, text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
