package fairweather.miner.identity;

import fairweather.forecast.signature.KeyScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Secrets, passphrases and files of the tests about them. */
final class Keys {
    static final String PHRASE = "correct horse battery";
    static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private Keys() {}

    static Supplier<Optional<Passphrase>> phrase(String text) {
        return () -> Passphrase.of(Optional.empty(), Map.of(Passphrase.VARIABLE, text));
    }

    /** Sealed with as little work as is allowed. */
    static SealedKey sealed(KeyScheme scheme, byte[] secret) {
        Stretching quick = new Stretching(64, 1, 1, new byte[Stretching.SALT_BYTES]);
        return SealedKey.seal(scheme, secret, phrase(PHRASE).get().orElseThrow(), quick, new SplittableRandom(1));
    }

    static Path owned(Path file, byte[] content) {
        try {
            Files.write(file, content);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
