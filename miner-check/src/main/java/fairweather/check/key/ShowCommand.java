package fairweather.check.key;

import fairweather.forecast.signature.KeyScheme;
import fairweather.miner.identity.SealedKey;
import fairweather.miner.identity.ValidatorKeyFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whose key a file holds. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Says whose key it is, of which scheme, and whether it is sealed; needs no passphrase.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private KeyOptions key;

    @Override
    public Integer call() {
        key.requireFile();
        key.say(key.explained(this::shown));
        return 0;
    }

    private String shown() {
        KeyScheme scheme = key.scheme();
        ValidatorKeyFile keys = key.keys(scheme);
        String form =
                keys.stored() instanceof SealedKey sealed ? sealed.scheme().id() + " sealed" : scheme.id() + " plain";
        return keys.address() + " " + form;
    }
}
