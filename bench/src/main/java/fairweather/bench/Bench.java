package fairweather.bench;

import fairweather.bench.data.DataBench;
import fairweather.bench.gateway.GatewayBench;
import fairweather.bench.queue.QueueBench;
import fairweather.bench.scoring.ScoringBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the benchmarks. */
@Command(
        name = "fairweather bench",
        mixinStandardHelpOptions = true,
        description = "Measures Fairweather beside its peers.",
        subcommands = {QueueBench.class, ScoringBench.class, GatewayBench.class, DataBench.class})
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
