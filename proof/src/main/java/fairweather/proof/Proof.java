package fairweather.proof;

import fairweather.proof.chaos.ChaosCommand;
import fairweather.proof.simulation.SimulateCommand;
import fairweather.proof.walk.WalkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the proofs that run on demand. */
@Command(
        name = "fairweather",
        mixinStandardHelpOptions = true,
        subcommands = {ChaosCommand.class, SimulateCommand.class, WalkCommand.class},
        description = "Proves the engine under fire.")
public final class Proof implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Proof()).setUsageHelpAutoWidth(true).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
