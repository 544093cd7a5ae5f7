package fairweather.forecast.signature;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Addresses of 32-byte public keys: base 58 of prefix 42, the key, and the first two bytes of Blake2b-512 over
 * {@code SS58PRE}, prefix and key.
 */
public final class Ss58 {
    public static final int PREFIX = 42;
    public static final int KEY_BYTES = 32;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final byte[] CONTEXT = "SS58PRE".getBytes(StandardCharsets.US_ASCII);
    private static final int PAYLOAD_BYTES = 1 + KEY_BYTES;
    private static final int TOTAL_BYTES = PAYLOAD_BYTES + 2;
    private static final int MAX_TEXT = 50;

    private Ss58() {}

    public static String encode(byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("a public key has 32 bytes, not " + publicKey.length);
        }
        byte[] all = new byte[TOTAL_BYTES];
        all[0] = PREFIX;
        System.arraycopy(publicKey, 0, all, 1, KEY_BYTES);
        System.arraycopy(checksum(all), 0, all, PAYLOAD_BYTES, 2);
        // The first byte is 42, so no leading zero byte has to be written as '1'.
        StringBuilder text = new StringBuilder();
        BigInteger rest = new BigInteger(1, all);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }

    /**
     * The public key behind an address.
     *
     * @throws FailureException with {@link Code#PROTOCOL} if the text is no address with prefix 42
     */
    public static byte[] decode(String address) {
        if (address == null || address.isEmpty() || address.length() > MAX_TEXT) {
            throw invalid("its length is wrong");
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < address.length(); i++) {
            int digit = ALPHABET.indexOf(address.charAt(i));
            if (digit < 0) {
                throw invalid("it has a character outside base 58");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] all = number.toByteArray();
        if (all.length != TOTAL_BYTES || address.charAt(0) == '1') {
            throw invalid("its length is wrong");
        }
        if (all[0] != PREFIX) {
            throw invalid("its network prefix is not 42");
        }
        byte[] expected = checksum(all);
        if (all[PAYLOAD_BYTES] != expected[0] || all[PAYLOAD_BYTES + 1] != expected[1]) {
            throw invalid("its checksum is wrong");
        }
        return Arrays.copyOfRange(all, 1, PAYLOAD_BYTES);
    }

    public static boolean isValid(String address) {
        try {
            decode(address);
            return true;
        } catch (FailureException invalid) {
            return false;
        }
    }

    private static byte[] checksum(byte[] all) {
        Blake2bDigest digest = new Blake2bDigest(512);
        digest.update(CONTEXT, 0, CONTEXT.length);
        digest.update(all, 0, PAYLOAD_BYTES);
        byte[] hash = new byte[64];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static FailureException invalid(String why) {
        return new FailureException(Code.PROTOCOL, "not a valid address: " + why);
    }
}
