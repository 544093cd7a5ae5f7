package fairweather.forecast.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fernet tokens: {@code 0x80 | 8 bytes seconds | 16 bytes IV | AES-128-CBC, PKCS#7 | 32 bytes HMAC-SHA-256}, base64url
 * with padding. The key's first half signs, its second encrypts. The time in a token is not judged: requests have a nonce
 * for that.
 */
public final class Fernet {
    public static final int KEY_BYTES = 32;

    private static final byte VERSION = (byte) 0x80;
    private static final int HALF = KEY_BYTES / 2;
    private static final int IV_BYTES = 16;
    private static final int HEAD_BYTES = 1 + Long.BYTES + IV_BYTES;
    private static final int MAC_BYTES = 32;
    private static final int BLOCK_BYTES = 16;

    private final SecretKeySpec signing;
    private final SecretKeySpec encryption;

    public Fernet(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a Fernet key has 32 bytes, not " + key.length);
        }
        this.signing = new SecretKeySpec(key, 0, HALF, "HmacSHA256");
        this.encryption = new SecretKeySpec(key, HALF, HALF, "AES");
    }

    /** @param random where the IV comes from; has to be a secure one outside tests */
    public byte[] seal(byte[] content, Instant time, RandomGenerator random) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(content);
            ByteBuffer token = ByteBuffer.allocate(HEAD_BYTES + encrypted.length + MAC_BYTES);
            token.put(VERSION).putLong(time.getEpochSecond()).put(iv).put(encrypted);
            token.put(mac(token.array(), HEAD_BYTES + encrypted.length));
            return Base64.getUrlEncoder().encode(token.array());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-128-CBC or HMAC-SHA-256", missing);
        }
    }

    /** The content of a token made with this key; empty for everything else. Nothing is decrypted before its HMAC holds. */
    public Optional<byte[]> open(byte[] text) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(new String(text, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        int signed = token.length - MAC_BYTES;
        if (signed < HEAD_BYTES + BLOCK_BYTES || (signed - HEAD_BYTES) % BLOCK_BYTES != 0 || token[0] != VERSION) {
            return Optional.empty();
        }
        try {
            byte[] shown = Arrays.copyOfRange(token, signed, token.length);
            if (!MessageDigest.isEqual(mac(token, signed), shown)) {
                return Optional.empty();
            }
            byte[] iv = Arrays.copyOfRange(token, HEAD_BYTES - IV_BYTES, HEAD_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, iv).doFinal(token, HEAD_BYTES, signed - HEAD_BYTES));
        } catch (GeneralSecurityException wrongPadding) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, encryption, new IvParameterSpec(iv));
        return cipher;
    }

    private byte[] mac(byte[] bytes, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(signing);
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }
}
