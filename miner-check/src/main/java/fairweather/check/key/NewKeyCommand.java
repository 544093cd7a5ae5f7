package fairweather.check.key;

import fairweather.miner.identity.ValidatorKeyFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key that was not there before. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Makes a new key, sealed under the passphrase, and prints its address.")
final class NewKeyCommand implements Callable<Integer> {
    @Mixin
    private KeyOptions key;

    @Option(names = "--plain", description = "not sealed: whoever reads the file has the key")
    private boolean plain;

    @Override
    public Integer call() {
        key.say(key.explained(this::made));
        return 0;
    }

    private String made() {
        if (key.passphrase().isPresent() == plain) {
            throw key.refused(plain ? "--plain needs no passphrase" : "there is no passphrase to seal the key with");
        }
        ValidatorKeyFile keys = key.keys(key.scheme());
        if (!keys.create()) {
            throw key.refused(key.file + " is there already");
        }
        return keys.address();
    }
}
