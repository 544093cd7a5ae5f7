package fairweather.check;

import fairweather.check.conformance.ConformanceCommand;
import fairweather.check.evidence.VerifyEvidenceCommand;
import fairweather.check.evidence.VerifyStoreCommand;
import fairweather.check.key.KeyCommand;
import fairweather.check.probe.ProbeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The commands that need neither a service nor a database: each is a class of its own. */
@Command(
        name = "fairweather",
        description = "Checks one miner, or one dispute about a miner.",
        subcommands = {
            ProbeCommand.class,
            ConformanceCommand.class,
            VerifyEvidenceCommand.class,
            VerifyStoreCommand.class,
            KeyCommand.class
        })
public final class CheckCommand {
    private CheckCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CheckCommand())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CheckCommand::refuse);
    }

    /** One line that says what is wrong, instead of a page of help. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("fairweather " + command.getCommandName() + ": " + wrong.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
