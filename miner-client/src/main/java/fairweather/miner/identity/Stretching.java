package fairweather.miner.identity;

import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How an encryption key is made from a passphrase: Argon2id (RFC 9106, version 19), whose memory makes guessing dear.
 *
 * @param memoryKib the memory of one guess
 * @param passes how often it is gone through
 * @param lanes into how many parts it is divided
 */
record Stretching(int memoryKib, int passes, int lanes, byte[] salt) {
    static final String NAME = "argon2id";
    static final int SALT_BYTES = 16;
    static final int KEY_BYTES = 32;

    /** The second recommended option of RFC 9106, section 4. */
    private static final int USUAL_MEMORY_KIB = 64 * 1024;

    private static final int USUAL_PASSES = 3;
    private static final int USUAL_LANES = 4;

    /** No file may ask for more than this. */
    private static final int MOST_MEMORY_KIB = 1024 * 1024;

    private static final int MOST_PASSES = 64;
    private static final int MOST_LANES = 16;

    Stretching {
        if (passes < 1 || passes > MOST_PASSES || lanes < 1 || lanes > MOST_LANES) {
            throw new IllegalStateException("the sealed key's passes or lanes are out of range");
        }
        if (memoryKib < 8 * lanes || memoryKib > MOST_MEMORY_KIB || salt.length != SALT_BYTES) {
            throw new IllegalStateException("the sealed key's memory or salt is out of range");
        }
    }

    static Stretching usual(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Stretching(USUAL_MEMORY_KIB, USUAL_PASSES, USUAL_LANES, salt);
    }

    /** The key of a passphrase; to be wiped by the caller. */
    byte[] key(Passphrase passphrase) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase.bytes(), key);
        return key;
    }
}
