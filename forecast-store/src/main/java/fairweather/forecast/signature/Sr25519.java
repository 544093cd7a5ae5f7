package fairweather.forecast.signature;

import fairweather.failure.FailureException;
import fairweather.forecast.signature.schnorrkel.Schnorrkel;
import fairweather.forecast.signature.schnorrkel.SecretKey;
import java.util.random.RandomGenerator;

/**
 * sr25519 as substrate chains use it: schnorrkel in the context {@code substrate}, over the raw message bytes. The form
 * that wallets wrap in {@code <Bytes>} is another message.
 */
public final class Sr25519 implements SignatureScheme {
    private static final String CONTEXT = "substrate";

    @Override
    public String id() {
        return "sr25519";
    }

    @Override
    public boolean verify(String address, byte[] message, byte[] signature) {
        if (signature == null) {
            return false;
        }
        try {
            return Schnorrkel.verify(CONTEXT, Ss58.decode(address), message, signature);
        } catch (FailureException malformed) {
            return false;
        }
    }

    /**
     * @param secret a seed of 32 bytes, or an expanded key of 64
     * @param random for the signatures; has to be a secure one outside tests
     */
    public static Signer signer(byte[] secret, RandomGenerator random) {
        SecretKey key =
                secret.length == SecretKey.EXPANDED_BYTES ? SecretKey.ofExpanded(secret) : SecretKey.ofSeed(secret);
        return new KeySigner(Ss58.encode(key.publicKey()), key, random);
    }

    private record KeySigner(String address, SecretKey key, RandomGenerator random) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return key.sign(CONTEXT, message, random);
        }

        @Override
        public String toString() {
            return "Signer[" + address + "]";
        }
    }
}
