package fairweather.check.key;

import fairweather.forecast.signature.KeyScheme;
import fairweather.miner.identity.Passphrase;
import fairweather.miner.identity.ValidatorKeyFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which key is meant and what opens it. */
final class KeyOptions {
    @Option(names = "--file", required = true, paramLabel = "F", description = "the key file")
    Path file;

    @Option(
            names = "--scheme",
            paramLabel = "S",
            defaultValue = "ed25519",
            description = "ed25519 (if it is not said) or sr25519; a sealed key knows its own")
    private String scheme;

    @Option(
            names = "--passphrase-file",
            paramLabel = "P",
            description = "its first line is the passphrase; without it the variable " + Passphrase.VARIABLE + " is")
    private Path passphraseFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    KeyScheme scheme() {
        return KeyScheme.named(scheme);
    }

    Optional<Passphrase> passphrase() {
        return Passphrase.of(Optional.ofNullable(passphraseFile), System.getenv());
    }

    ValidatorKeyFile keys(KeyScheme of) {
        return new ValidatorKeyFile(file, of, this::passphrase, new SecureRandom());
    }

    /** @throws ParameterException if there is no such file */
    void requireFile() {
        if (Files.notExists(file)) {
            throw refused("there is no " + file);
        }
    }

    /** Does something with keys; what is wrong with them is one line, not a trace. */
    <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalStateException | IllegalArgumentException wrong) {
            throw refused(wrong.getMessage());
        } catch (UncheckedIOException unusable) {
            throw refused(unusable.getMessage() + " ("
                    + unusable.getCause().getClass().getSimpleName() + ")");
        }
    }

    void say(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }

    ParameterException refused(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
