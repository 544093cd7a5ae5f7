package fairweather.miner.identity;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The file with the validator's ed25519 seed: 64 hexadecimal digits, readable by its owner alone. Made on first use;
 * of two services that make it at the same time both end up with the same one.
 */
public final class ValidatorKeyFile {
    private static final Logger LOG = Logger.getLogger(ValidatorKeyFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final RandomGenerator random;

    /** @param random where a new seed comes from; has to be a secure one outside tests */
    public ValidatorKeyFile(Path file, RandomGenerator random) {
        this.file = file.toAbsolutePath();
        this.random = random;
    }

    /** @throws IllegalStateException if the file holds something else than a seed or others may read it */
    public Signer signer() {
        try {
            if (Files.notExists(file)) {
                create();
            }
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException("others than its owner may use " + file + "; it must have mode 600");
            }
            return Ed25519.signer(seed(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (IOException unusable) {
            throw new UncheckedIOException("the validator's key file cannot be used", unusable);
        }
    }

    private byte[] seed(String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalStateException(file + " does not hold the 64 hexadecimal digits of a seed");
        }
        return HexFormat.of().parseHex(digits);
    }

    private void create() throws IOException {
        Files.createDirectories(file.getParent());
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        random.nextBytes(seed);
        Path whole =
                Files.createTempFile(file.getParent(), ".seed", null, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(whole, HexFormat.of().formatHex(seed) + "\n", StandardCharsets.US_ASCII);
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException somebodyWasFaster) {
            LOG.debugf("another service made %s first; its key is used", file.getFileName());
        } finally {
            Files.delete(whole);
        }
    }
}
