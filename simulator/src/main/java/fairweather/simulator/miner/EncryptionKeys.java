package fairweather.simulator.miner;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;

/** The RSA-2048 key pair of one run of a miner; made when it is first asked for, since most fleets never do. */
final class EncryptionKeys {
    private static final int BITS = 2048;

    private KeyPair pair;

    PublicKey publicKey() {
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
