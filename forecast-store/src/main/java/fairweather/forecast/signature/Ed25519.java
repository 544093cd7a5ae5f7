package fairweather.forecast.signature;

import fairweather.failure.FailureException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 (RFC 8032) by the JDK, over the raw message bytes; keys under which everybody could sign verify nothing. */
public final class Ed25519 implements SignatureScheme {
    public static final int SEED_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    private static final String NAME = "Ed25519";
    /** What precedes the 32 key bytes in an X.509 SubjectPublicKeyInfo of this algorithm (RFC 8410). */
    private static final byte[] PUBLIC_KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * The points whose order divides the cofactor 8, as the JDK takes them: whoever has such an address has no secret, and
     * signatures of any text under it can be made by trying a few.
     */
    private static final Set<String> WITHOUT_SECRET = Set.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

    @Override
    public String id() {
        return "ed25519";
    }

    @Override
    public boolean verify(String address, byte[] message, byte[] signature) {
        if (signature == null || signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(publicKey(Ss58.decode(address)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | FailureException malformed) {
            return false;
        }
    }

    /** The key pair that belongs to a 32-byte seed, as RFC 8032 derives it. */
    public static Signer signer(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, PUBLIC_KEY_HEADER.length, encoded.length);
            return new KeySigner(Ss58.encode(publicKey), pair.getPrivate());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no Ed25519", missing);
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        if (WITHOUT_SECRET.contains(HexFormat.of().formatHex(raw))) {
            throw new InvalidKeyException("a key without a secret");
        }
        byte[] encoded = Arrays.copyOf(PUBLIC_KEY_HEADER, PUBLIC_KEY_HEADER.length + raw.length);
        System.arraycopy(raw, 0, encoded, PUBLIC_KEY_HEADER.length, raw.length);
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private record KeySigner(String address, PrivateKey key) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(NAME);
                signature.initSign(key);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("a key of our own making was refused", impossible);
            }
        }

        @Override
        public String toString() {
            return "Signer[" + address + "]";
        }
    }

    /**
     * The JDK derives a public key only while it makes a key pair, and takes the 32 secret bytes from its source of
     * randomness; giving it the seed there yields the seed's own pair (the test vectors of RFC 8032 watch this).
     */
    private static final class FixedSeed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        FixedSeed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
