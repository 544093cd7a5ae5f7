package fairweather.check.conformance;

import fairweather.check.conformance.Suite.Tried;
import fairweather.check.miner.Kit;
import fairweather.check.miner.MinerOptions;
import fairweather.failure.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds one miner, of whatever making, to the protocol. */
@Command(
        name = "miner-conformance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Holds one miner, of whatever making, to the protocol: has it make a forecast, reads a sample of it, and sends"
                    + " what it has to refuse. docs/miner-conformance.md explains every rule.",
            "",
            "It sends some 150 requests and reads a few dozen chunks. Run it against a miner of your own."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  every rule that it must keep is kept",
            "  1  one is broken, or the miner could not be judged",
            "  2  the command was not understood"
        })
public final class ConformanceCommand implements Callable<Integer> {
    private static final int MIB = 1 << 20;

    @Parameters(paramLabel = "URL", description = "https://HOST:PORT")
    private String url;

    @Mixin
    private MinerOptions miner;

    @Option(
            names = "--wait",
            paramLabel = "S",
            defaultValue = "600",
            description = "how long the forecast is waited for, seconds (${DEFAULT-VALUE})")
    private int wait;

    @Option(
            names = "--every",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "how often it is asked about, milliseconds (${DEFAULT-VALUE})")
    private int every;

    @Option(
            names = "--chunks",
            paramLabel = "N",
            defaultValue = "32",
            description = "how many chunks are read (${DEFAULT-VALUE})")
    private int chunks;

    @Option(
            names = "--sample-mib",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "how many MiB of them at most (${DEFAULT-VALUE})")
    private int sampleMib;

    @Option(names = "--json", description = "the findings as JSON, at the end")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        if (wait < 0 || every < 1 || chunks < 1 || sampleMib < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--wait, --every, --chunks and --sample-mib are positive numbers");
        }
        MinerOptions.Named named = miner.named(spec.commandLine(), url, clock);
        SuitePrinter printer = new SuitePrinter(spec.commandLine().getOut());
        try (Kit kit = new Kit(named, clock)) {
            Trial trial = new Trial(
                    kit,
                    new Trial.Patience(Duration.ofSeconds(wait), Duration.ofMillis(every)),
                    new Trial.Sample(chunks, (long) sampleMib * MIB));
            return judge(trial, printer, named);
        } catch (FailureException blocked) {
            spec.commandLine()
                    .getErr()
                    .println("fairweather miner-conformance: "
                            + blocked.failure().message() + " (" + blocked.code() + "); --allow CIDR allows it");
            return 1;
        }
    }

    private int judge(Trial trial, SuitePrinter printer, MinerOptions.Named named) {
        if (json) {
            List<Tried> all = Suite.run(trial, tried -> {});
            printer.json(named, all);
            return Suite.conforms(all) ? 0 : 1;
        }
        printer.begin(named);
        List<Tried> all = Suite.run(trial, printer::print);
        printer.end(all, trial.wire().sent());
        return Suite.conforms(all) ? 0 : 1;
    }
}
