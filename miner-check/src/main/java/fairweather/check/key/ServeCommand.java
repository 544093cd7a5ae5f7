package fairweather.check.key;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.identity.SealedKey;
import fairweather.miner.identity.SignerSocket;
import fairweather.miner.identity.ValidatorKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Is an external signer until it is ended. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Signs for whoever may open the socket, until it is ended; prints the address it signs for.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private KeyOptions key;

    @Option(
            names = "--socket",
            required = true,
            paramLabel = "S",
            description = "the unix domain socket to make, in a directory of its owner's")
    private Path socket;

    @Override
    public Integer call() {
        key.requireFile();
        Signer signer = key.explained(this::signer);
        try (SignerSocket served = SignerSocket.open(socket, signer)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(served)));
            key.say(signer.address());
            served.serve();
        } catch (IOException refused) {
            throw key.refused("the socket cannot be made: " + refused.getMessage());
        }
        return 0;
    }

    private Signer signer() {
        KeyScheme asked = key.scheme();
        ValidatorKeyFile keys = key.keys(asked);
        return keys.stored() instanceof SealedKey sealed
                ? key.keys(sealed.scheme()).signer()
                : keys.signer();
    }

    private static void close(SignerSocket served) {
        try {
            served.close();
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }
}
