package fairweather.check.probe;

import fairweather.check.miner.Kit;
import fairweather.check.miner.MinerOptions;
import fairweather.miner.probe.Probe;
import fairweather.miner.probe.ProbeReport;
import fairweather.miner.probe.ReportJson;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks one miner what may be asked without starting anything, and says how it answered. */
@Command(
        name = "miner-probe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks one miner what may be asked without starting a forecast, and says in plain words how each phase went.",
            "",
            "With a URL the miner is asked from here, without a database and without services. With a UID it is asked by"
                    + " a running Fairweather, with its own key and settings, through its admin API."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  every phase went well",
            "  1  something is wrong, or the forecast is not finished",
            "  2  the command was not understood, or the admin API cannot be asked"
        })
public final class ProbeCommand implements Callable<Integer> {
    private static final String THROWAWAY =
            "(a key made for this probe: a miner that answers registered validators only will refuse it)";

    @Parameters(paramLabel = "UID|URL", description = "a slot of a running Fairweather, or https://HOST:PORT")
    private String target;

    @Mixin
    private MinerOptions miner;

    @Mixin
    private AdminOptions admin;

    @Option(names = "--json", description = "the report as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        if (target.matches("\\d{1,9}")) {
            ProbeReport report =
                    admin.probe(spec.commandLine(), Integer.parseInt(target), miner.cycle(spec.commandLine()));
            return show(report, "slot " + target + ", asked by the running Fairweather", "");
        }
        MinerOptions.Named named = miner.named(spec.commandLine(), target, clock);
        try (Kit kit = new Kit(named, clock)) {
            ProbeReport report = new Probe(kit.tools(), kit.key().address()).run(kit.miner());
            return show(report, named.url().toString(), named.keyFile().isPresent() ? "" : THROWAWAY);
        }
    }

    private int show(ProbeReport report, String where, String remark) {
        if (json) {
            spec.commandLine().getOut().println(ReportJson.write(report).toPrettyString());
        } else {
            new ProbePrinter(spec.commandLine().getOut()).print(report, where, remark);
        }
        return report.good() ? 0 : 1;
    }
}
