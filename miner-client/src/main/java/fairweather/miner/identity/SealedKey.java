package fairweather.miner.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Ss58;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret under a passphrase: AES-256-GCM with a key by {@link Stretching}. Format, scheme and address stand beside it in
 * clear and are authenticated with it: with another one in its place the file does not open.
 */
public final class SealedKey implements StoredKey {
    /** The shortest passphrase that a key is sealed with; who has the file can guess as fast as they can compute. */
    public static final int SHORTEST_PASSPHRASE = 12;

    private static final String FORMAT = "fairweather-sealed-key-1";
    private static final String CIPHER = "aes-256-gcm";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyScheme scheme;
    private final String address;
    private final Stretching stretching;
    private final byte[] nonce;
    private final byte[] sealed;

    private SealedKey(KeyScheme scheme, String address, Stretching stretching, byte[] nonce, byte[] sealed) {
        this.scheme = scheme;
        this.address = address;
        this.stretching = stretching;
        this.nonce = nonce;
        this.sealed = sealed;
    }

    /**
     * @param random for salt and nonce; has to be a secure one outside tests
     * @throws IllegalStateException if the passphrase is too short
     */
    public static SealedKey seal(KeyScheme scheme, byte[] secret, Passphrase passphrase, RandomGenerator random) {
        return seal(scheme, secret, passphrase, Stretching.usual(random), random);
    }

    static SealedKey seal(
            KeyScheme scheme, byte[] secret, Passphrase passphrase, Stretching stretching, RandomGenerator random) {
        if (passphrase.length() < SHORTEST_PASSPHRASE) {
            throw new IllegalStateException(
                    "a passphrase for a sealed key has at least " + SHORTEST_PASSPHRASE + " characters");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        SealedKey still =
                new SealedKey(scheme, scheme.signer(secret, random).address(), stretching, nonce, new byte[0]);
        try {
            byte[] sealed = still.run(Cipher.ENCRYPT_MODE, passphrase, secret);
            return new SealedKey(scheme, still.address, stretching, nonce, sealed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + CIPHER, missing);
        }
    }

    public KeyScheme scheme() {
        return scheme;
    }

    public String address() {
        return address;
    }

    @Override
    public byte[] secret(KeyScheme wanted, Supplier<Optional<Passphrase>> passphrase) {
        if (wanted != scheme) {
            throw new IllegalStateException(
                    "the sealed key is for " + scheme.id() + ", and " + wanted.id() + " is used");
        }
        try (Passphrase given = passphrase
                .get()
                .orElseThrow(() -> new IllegalStateException("the key is sealed and there is no passphrase: name its"
                        + " file, or set " + Passphrase.VARIABLE))) {
            return run(Cipher.DECRYPT_MODE, given, sealed);
        } catch (AEADBadTagException refused) {
            throw new IllegalStateException(
                    "the sealed key does not open: the passphrase is wrong, or the file was changed", refused);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + CIPHER, missing);
        }
    }

    private byte[] run(int mode, Passphrase passphrase, byte[] input) throws GeneralSecurityException {
        byte[] key = stretching.key(passphrase);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(String.join("\n", FORMAT, scheme.id(), address).getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public byte[] content() {
        ObjectNode file = JSON.createObjectNode();
        file.put("format", FORMAT);
        file.put("scheme", scheme.id());
        file.put("address", address);
        file.putObject("kdf")
                .put("name", Stretching.NAME)
                .put("memory_kib", stretching.memoryKib())
                .put("passes", stretching.passes())
                .put("lanes", stretching.lanes())
                .put("salt", HEX.formatHex(stretching.salt()));
        file.putObject("cipher").put("name", CIPHER).put("nonce", HEX.formatHex(nonce));
        file.put("sealed", HEX.formatHex(sealed));
        return (file.toPrettyString() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static SealedKey parse(byte[] content) {
        try {
            JsonNode file = JSON.readTree(content);
            require(FORMAT, file.path("format"));
            JsonNode kdf = file.path("kdf");
            require(Stretching.NAME, kdf.path("name"));
            require(CIPHER, file.path("cipher").path("name"));
            Stretching stretching = new Stretching(
                    kdf.path("memory_kib").asInt(),
                    kdf.path("passes").asInt(),
                    kdf.path("lanes").asInt(),
                    bytes(kdf.path("salt")));
            String address = file.path("address").asText();
            byte[] nonce = bytes(file.path("cipher").path("nonce"));
            if (!Ss58.isValid(address) || nonce.length != NONCE_BYTES) {
                throw new IllegalStateException("the sealed key's address or nonce is not one");
            }
            KeyScheme scheme = KeyScheme.named(file.path("scheme").asText());
            return new SealedKey(scheme, address, stretching, nonce, bytes(file.path("sealed")));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new IllegalStateException("the key file is not a whole sealed key", malformed);
        }
    }

    private static void require(String expected, JsonNode found) {
        if (!found.asText().equals(expected)) {
            throw new IllegalStateException("the sealed key's file is not of the form " + expected);
        }
    }

    private static byte[] bytes(JsonNode hex) {
        return HEX.parseHex(hex.asText());
    }

    @Override
    public String toString() {
        return "SealedKey[" + scheme.id() + " " + address + "]";
    }
}
