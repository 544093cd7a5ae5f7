package fairweather.bench.gateway;

import fairweather.bench.Aim;
import fairweather.bench.Machine;
import fairweather.bench.Section;
import fairweather.bench.Table;
import fairweather.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the gateway among many miners, and as a proxy beside nginx. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Many miners asked at once; objects passed on by us and by nginx.")
public final class GatewayBench implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often each is measured.")
    private int rounds;

    @Option(names = "--miners", paramLabel = "N", defaultValue = "256", description = "How many miners there are.")
    private int miners;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How long objects are read in a round, at least.")
    private int millis;

    @Option(names = "--nginx", paramLabel = "PATH", defaultValue = "/usr/sbin/nginx", description = "The nginx.")
    private String nginx;

    @Option(names = "--write", paramLabel = "FILE", description = "Also writes the figures as Markdown.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (!ChildProcess.runs(nginx, "-v")) {
            spec.commandLine()
                    .getErr()
                    .println("there is no " + nginx + ", which is the miners and the peer (Debian, Ubuntu: apt-get"
                            + " install nginx-light)");
            return 1;
        }
        Path directory = Files.createTempDirectory("fairweather-bench");
        try {
            Bout.Plan plan = new Bout.Plan(rounds, miners, Duration.ofMillis(millis));
            Figures figures = new Bout(directory.toAbsolutePath(), nginx, plan, out).run();
            figures.tables().forEach(table -> out.println("\n" + table.plain().stripTrailing()));
            out.println("\nAims");
            figures.aims()
                    .forEach(aim -> out.println("  %-7s %s: %s".formatted(aim.verdict(), aim.words(), aim.reached())));
            out.flush();
            if (file != null) {
                Section.write(file, "gateway", page(figures));
            }
            return 0;
        } catch (IllegalStateException impossible) {
            spec.commandLine().getErr().println(impossible.getMessage());
            return 1;
        } finally {
            clear(directory);
        }
    }

    private String page(Figures figures) throws IOException {
        String text;
        try (InputStream template = GatewayBench.class.getResourceAsStream("benchmarks.md")) {
            text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        Machine machine = Machine.here(Nginx.version(nginx));
        String where = "%d × %s, %s; %s; commit `%s`"
                .formatted(
                        machine.processors(),
                        machine.processor(),
                        machine.memory(),
                        machine.system(),
                        machine.commit());
        return text.replace("${command}", "./fairweather bench gateway --rounds " + rounds)
                .replace("${machine}", where)
                .replace("${miners}", Integer.toString(miners))
                .replace("${aims}", Aim.markdown(figures.aims()))
                .replace(
                        "${tables}",
                        figures.tables().stream().map(Table::markdown).collect(Collectors.joining("\n")));
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.delete(one);
            }
        }
    }
}
