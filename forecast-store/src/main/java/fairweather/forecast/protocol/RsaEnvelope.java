package fairweather.forecast.protocol;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** How a session key is brought to a miner: RSA-OAEP with SHA-256, also in MGF1, and no label. */
public final class RsaEnvelope {
    /** Shorter keys can be broken. */
    public static final int LEAST_BITS = 2048;
    /** A stranger's longer key would cost us more than the exchange is worth. */
    public static final int MOST_BITS = 8192;

    private static final int MOST_EXPONENT_BITS = 64;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]{1,65536})-----END PUBLIC KEY-----\\s*");
    /** Spelt out, because the JDK's short name means SHA-1 within MGF1. */
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private RsaEnvelope() {}

    /**
     * The key in a PEM text (SubjectPublicKeyInfo).
     *
     * @throws FailureException with {@link Code#HANDSHAKE} if it is none, or one too short or too long to be used
     */
    public static PublicKey publicKey(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw new FailureException(Code.HANDSHAKE, "the miner's public encryption key is no PEM text");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            requireUsable((RSAPublicKey) key);
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new FailureException(Code.HANDSHAKE, "the miner's public encryption key is no RSA key", malformed);
        }
    }

    private static void requireUsable(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < LEAST_BITS || bits > MOST_BITS || key.getPublicExponent().bitLength() > MOST_EXPONENT_BITS) {
            throw new FailureException(
                    Code.HANDSHAKE, "the miner's public encryption key of " + bits + " bits is not one to be used");
        }
    }

    public static String pem(PublicKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    /** @throws FailureException with {@link Code#HANDSHAKE} if the key cannot encrypt */
    public static byte[] seal(PublicKey key, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
            return cipher.doFinal(content);
        } catch (GeneralSecurityException unusable) {
            throw new FailureException(Code.HANDSHAKE, "the miner's public encryption key cannot be used", unusable);
        }
    }

    /** The content; empty if it was not sealed for this key. */
    public static Optional<byte[]> open(PrivateKey key, byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
            return Optional.of(cipher.doFinal(sealed));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }
}
