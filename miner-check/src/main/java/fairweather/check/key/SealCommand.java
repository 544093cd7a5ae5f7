package fairweather.check.key;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a plain key under a passphrase. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        description = "Replaces a plain key file by the same key sealed under the passphrase, and prints its address.")
final class SealCommand implements Callable<Integer> {
    @Mixin
    private KeyOptions key;

    @Override
    public Integer call() {
        key.requireFile();
        key.say(key.explained(() -> key.keys(key.scheme()).seal().address()));
        return 0;
    }
}
