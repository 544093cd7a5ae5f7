package fairweather.miner.settings;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who signs for the validator: a key in a file, or another process. */
public interface ValidatorSettings {
    /** The key, sealed or plain, readable by its owner only; made if it does not exist. Not touched with a signer. */
    Path keyFile();

    /** The passphrase of a sealed key; without this it comes from the environment. */
    Optional<Path> passphraseFile();

    /** The unix domain socket of an external signer. */
    Optional<Path> signerSocket();

    /** Whose signatures the external signer gives. */
    Optional<String> address();

    /** How long one answer of the external signer may take. */
    @WithDefault("2s")
    Duration signerLimit();
}
