package fairweather.check;

import fairweather.check.evidence.VerifyEvidenceCommand;
import fairweather.check.evidence.VerifyStoreCommand;
import fairweather.check.key.KeyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that need neither a service nor a database: each is a class of its own. */
@Command(
        name = "fairweather",
        description = "Checks one miner, or one dispute about a miner.",
        subcommands = {VerifyEvidenceCommand.class, VerifyStoreCommand.class, KeyCommand.class})
public final class CheckCommand {
    private CheckCommand() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CheckCommand()).execute(arguments));
    }
}
