package fairweather.simulator;

import fairweather.failure.FailureException;
import fairweather.simulator.forecast.WindArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that runs a fleet until it is stopped. */
@Command(
        name = "simulator",
        description = "Runs a fleet of miners that speaks the public protocol and forecasts from real winds.")
public final class SimulatorMain implements Callable<Integer> {
    private static final int MAX_MINERS = 256;

    @Option(
            names = "--miners",
            defaultValue = "" + FleetPlan.DEFAULT_MINERS,
            description = "1 to 256 (${DEFAULT-VALUE})")
    private int miners;

    @Option(
            names = "--data",
            required = true,
            description = "directory of the winds, with index.json and reference-scores.json")
    private Path data;

    @Option(
            names = "--fleet-file",
            required = true,
            description = "written when every port listens: JSON array of uid, hotkey, ip, port, label, trouble")
    private Path fleetFile;

    @Option(names = "--no-troublemakers", description = "leave them out; the other miners stay the same")
    private boolean noTroublemakers;

    @Option(names = "--signed-replies", description = "sign the replies to directly signed calls")
    private boolean signedReplies;

    @Option(
            names = "--hostile",
            description = "every second miner is hostile, and all knobs have their turn; see docs/miner-faults.md")
    private boolean hostile;

    @Option(
            names = "--first-knob",
            defaultValue = "0",
            description = "with --hostile: how many knobs are left out (${DEFAULT-VALUE})")
    private int firstKnob;

    @Option(
            names = "--tokens-file",
            description = "every access token that is given out is added to it, for whoever looks where they went")
    private Path tokensFile;

    @Option(
            names = "--seed",
            defaultValue = "" + FleetPlan.DEFAULT_SEED,
            description = "of the miners' keys (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--host",
            defaultValue = FleetPlan.DEFAULT_HOST,
            description = "address to listen on (${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    private boolean help;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        int code = new CommandLine(new SimulatorMain()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        if (miners < 1 || miners > MAX_MINERS) {
            throw new ParameterException(spec.commandLine(), "--miners must be 1 to " + MAX_MINERS + ".");
        }
        FleetPlan plan = plan().withSignedReplies(signedReplies);
        try {
            Consumer<String> issued = tokensFile == null ? token -> {} : new TokensFile(tokensFile);
            Fleet fleet = Fleet.start(plan, WindArchive.open(data), InstantSource.system(), issued);
            PrintWriter out = spec.commandLine().getOut();
            // Not through a logger: the logging system closes itself by a shutdown hook of its own.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> printCounters(fleet, out), "counters"));
            FleetFile.write(fleetFile, fleet.endpoints());
            out.println(plan.miners().size() + " miners listen on " + host + ".");
            out.flush();
            return 0;
        } catch (FailureException trouble) {
            spec.commandLine().getErr().println(trouble.failure().message());
        } catch (IOException trouble) {
            spec.commandLine().getErr().println("The fleet cannot be started: " + trouble.getMessage());
        }
        return 1;
    }

    private FleetPlan plan() {
        return hostile
                ? FleetPlan.hostile(miners, noTroublemakers ? Integer.MAX_VALUE : firstKnob, seed, host)
                : FleetPlan.standard(miners, !noTroublemakers, seed, host);
    }

    private static void printCounters(Fleet fleet, PrintWriter out) {
        for (MinerEndpoint each : fleet.endpoints()) {
            out.println("uid=" + each.uid() + " " + fleet.counters(each.uid()).summary());
        }
        out.flush();
    }
}
