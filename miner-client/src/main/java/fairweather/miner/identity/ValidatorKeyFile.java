package fairweather.miner.identity;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The file with the validator's key, readable by its owner alone: sealed under a passphrase, or plain digits. Made on
 * first use, sealed if there is a passphrase; of two services that make it at the same time both end up with the same one.
 */
public final class ValidatorKeyFile {
    private static final Logger LOG = Logger.getLogger(ValidatorKeyFile.class);

    private final OwnersFile file;
    private final KeyScheme scheme;
    private final Supplier<Optional<Passphrase>> passphrase;
    private final RandomGenerator random;

    /** A plain Ed25519 key. */
    public ValidatorKeyFile(Path file, RandomGenerator random) {
        this(file, KeyScheme.ED25519, Optional::empty, random);
    }

    /**
     * @param passphrase asked where a key is sealed or made
     * @param random where a new key comes from; has to be a secure one outside tests
     */
    public ValidatorKeyFile(
            Path file, KeyScheme scheme, Supplier<Optional<Passphrase>> passphrase, RandomGenerator random) {
        this.file = new OwnersFile(file);
        this.scheme = scheme;
        this.passphrase = passphrase;
        this.random = random;
    }

    /** @throws IllegalStateException if others may read the file, it holds no key of this scheme, or it does not open */
    public Signer signer() {
        if (!file.exists()) {
            create();
        }
        byte[] secret = stored().secret(scheme, passphrase);
        try {
            return scheme.signer(secret, random);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Whose key the file holds; a sealed one says so without its passphrase. */
    public String address() {
        return stored() instanceof SealedKey sealed ? sealed.address() : signer().address();
    }

    /** What the file holds now. */
    public StoredKey stored() {
        byte[] content;
        try {
            content = file.read();
        } catch (IOException unusable) {
            throw new UncheckedIOException("the validator's key file cannot be used", unusable);
        }
        StoredKey stored = StoredKey.parse(content);
        Arrays.fill(content, (byte) 0);
        return stored;
    }

    /** Makes a new key; false if there is a file already, which then stays as it is. */
    public boolean create() {
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        random.nextBytes(seed);
        try (Passphrase given = passphrase.get().orElse(null)) {
            byte[] content = given == null
                    ? new PlainKey(seed).content()
                    : SealedKey.seal(scheme, seed, given, random).content();
            boolean made = file.create(content);
            Arrays.fill(content, (byte) 0);
            if (!made) {
                LOG.debug("another process made the key file first; its key is used");
            }
            return made;
        } catch (IOException unusable) {
            throw new UncheckedIOException("the validator's key file cannot be made", unusable);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Replaces a plain key by the same one sealed; what was on the disk before may be there still. */
    public SealedKey seal() {
        if (!(stored() instanceof PlainKey plain)) {
            throw new IllegalStateException("the key is sealed already");
        }
        byte[] secret = plain.secret(scheme, passphrase);
        try (Passphrase given = passphrase
                .get()
                .orElseThrow(() -> new IllegalStateException("there is no passphrase to seal the key with"))) {
            SealedKey sealed = SealedKey.seal(scheme, secret, given, random);
            file.replace(sealed.content());
            return sealed;
        } catch (IOException unusable) {
            throw new UncheckedIOException("the validator's key file cannot be replaced", unusable);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
