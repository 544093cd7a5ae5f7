package fairweather.simulator.miner;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * The RSA-2048 key pair of a run; made when it is first asked for, since most fleets never do. A fleet's miners share one,
 * because a pair of their own would cost each of 256 half a second.
 */
public final class EncryptionKeys {
    private static final int BITS = 2048;

    private KeyPair pair;

    public PublicKey publicKey() {
        return pair().getPublic();
    }

    PrivateKey privateKey() {
        return pair().getPrivate();
    }

    private synchronized KeyPair pair() {
        if (pair == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                pair = generator.generateKeyPair();
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every Java platform has RSA", missing);
            }
        }
        return pair;
    }
}
