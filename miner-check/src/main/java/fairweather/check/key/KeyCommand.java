package fairweather.check.key;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The validator's key, by what is done with it. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes, seals and shows the validator's key, or signs with it for a service that has none.",
        subcommands = {NewKeyCommand.class, SealCommand.class, ShowCommand.class, ServeCommand.class})
public final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say new, seal, show or serve");
    }
}
