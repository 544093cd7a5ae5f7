package fairweather.deploy;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the launcher's jar; {@code ./fairweather} finds a JDK, builds what is missing and starts it. */
@Command(
        name = "fairweather",
        mixinStandardHelpOptions = true,
        subcommands = DemoCommand.class,
        description = "Runs Fairweather on one machine.")
public final class Launcher implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Launcher())
                .setUsageHelpAutoWidth(true)
                .registerConverter(Kill.class, Launcher::kill);
    }

    private static Kill kill(String text) {
        try {
            return Kill.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.TypeConversionException(wrong.getMessage());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
