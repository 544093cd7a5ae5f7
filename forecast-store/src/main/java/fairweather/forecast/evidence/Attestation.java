package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The validator's signature over a record, or why there is none.
 *
 * @param signature over {@link #text}
 * @param missingBecause null if it is signed
 */
public record Attestation(
        String scheme,
        String address,
        @JsonProperty("signature_base64") byte[] signature,
        String missingBecause) {
    private static final String DOMAIN = "fairweather evidence v1\n";

    public static Attestation missing(String why) {
        return new Attestation(null, null, null, why);
    }

    /**
     * What is signed: the words {@code fairweather evidence v1}, a newline, and the SHA-256 of the record's canonical
     * bytes in 64 lower-case hexadecimal digits.
     */
    public static byte[] text(String recordSha256) {
        if (!Sha256.isHex(recordSha256)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal digits");
        }
        return (DOMAIN + recordSha256).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] text(byte[] canonicalRecord) {
        return text(Sha256.hex(canonicalRecord));
    }
}
