package fairweather.data;

import fairweather.data.doctor.DoctorCommand;
import fairweather.data.fetch.BundleCommand;
import fairweather.data.fetch.PrefetchCommand;
import fairweather.data.inspect.StatusCommand;
import fairweather.data.inspect.VerifyCacheCommand;
import fairweather.data.place.Misconfigured;
import fairweather.data.place.Paragraph;
import fairweather.data.place.Place;
import fairweather.failure.FailureException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reference data for an operator: each command is a class of its own. */
@Command(
        name = "fairweather data",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Reference data: fetches it, carries it elsewhere, and says how it is.",
        footer = {
            "",
            "What can be set, and where it was: fairweather data doctor --settings.",
            "Exit codes: 0 well, 1 broken or unreachable, 2 wrong usage or settings,",
            "3 not there yet."
        })
public final class DataCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private DataCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Place.real()).execute(arguments));
    }

    /** @param place what the commands run with */
    public static CommandLine commandLine(Place place) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new PrefetchCommand(place))
                .addSubcommand(new BundleCommand(place))
                .addSubcommand(new StatusCommand(place))
                .addSubcommand(new VerifyCacheCommand(place))
                .addSubcommand(new DoctorCommand(place))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Paragraph.COLUMNS)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(DataCommand::refuse)
                .setExecutionExceptionHandler(DataCommand::tell);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command; --help lists them");
    }

    /** One line that says what is wrong, instead of a page of help. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        return told(wrong.getCommandLine(), wrong.getMessage(), CommandLine.ExitCode.USAGE);
    }

    /** What is wrong outside the program is told in a sentence; anything else is a defect. */
    private static int tell(Exception trouble, CommandLine command, ParseResult parsed) throws Exception {
        return switch (trouble) {
            case Misconfigured wrong -> told(command, wrong.getMessage(), CommandLine.ExitCode.USAGE);
            case FailureException failure -> told(command, failure.failure().message(), CommandLine.ExitCode.SOFTWARE);
            default -> throw trouble;
        };
    }

    private static int told(CommandLine command, String sentence, int code) {
        String name = command.getCommandSpec().qualifiedName() + ": ";
        Paragraph.lines(name, "  ", sentence).forEach(command.getErr()::println);
        command.getErr().flush();
        return code;
    }
}
