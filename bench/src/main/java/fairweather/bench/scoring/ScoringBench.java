package fairweather.bench.scoring;

import fairweather.bench.Aim;
import fairweather.bench.Machine;
import fairweather.bench.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures scoring beside Python and beside the memory's bandwidth. */
@Command(
        name = "scoring",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Fields and leads of 0.25 degrees scored by us, by numpy and by xarray, from memory and from stores.")
public final class ScoringBench implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often each is measured.")
    private int rounds;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            defaultValue = "/usr/bin/python3",
            description = "A Python with numpy, xarray, scipy, zarr and numcodecs.")
    private String python;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description =
                    "The reference system's mathematics in Python; ../shared/peers/scoring_peer.py if it is there.")
    private Path reference;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where the fields are kept for another time; otherwise they are thrown away.")
    private Path data;

    @Option(names = "--write", paramLabel = "FILE", description = "Also writes the figures as Markdown.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = data == null ? Files.createTempDirectory("fairweather-bench") : Files.createDirectories(data);
        try (Bout bout = new Bout(directory.toAbsolutePath(), python, reference(), out)) {
            Figures figures = bout.run(rounds, 2);
            figures.tables().forEach(table -> out.println("\n" + table.plain().stripTrailing()));
            out.println("\nAims");
            figures.aims()
                    .forEach(aim -> out.println("  %-7s %s: %s".formatted(aim.verdict(), aim.words(), aim.reached())));
            figures.notes().forEach(note -> out.println("  " + note));
            out.flush();
            if (file != null) {
                Section.write(file, "scoring", page(figures));
            }
            return 0;
        } catch (IllegalStateException impossible) {
            spec.commandLine().getErr().println(impossible.getMessage());
            return 1;
        } finally {
            if (data == null) {
                clear(directory);
            }
        }
    }

    private String reference() {
        Path given = reference == null
                ? Path.of(System.getProperty("fairweather.root", "."), "../shared/peers/scoring_peer.py")
                : reference;
        return Files.isReadable(given) ? given.toAbsolutePath().normalize().toString() : "-";
    }

    private String page(Figures figures) throws IOException {
        String text;
        try (InputStream template = ScoringBench.class.getResourceAsStream("benchmarks.md")) {
            text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        Machine machine = Machine.here(Machine.said(
                python,
                "-c",
                "import platform, numpy, xarray, zarr, numcodecs; print('Python', platform.python_version(), 'numpy', "
                        + "numpy.__version__, 'xarray', xarray.__version__, 'zarr', zarr.__version__, 'numcodecs', "
                        + "numcodecs.__version__)"));
        String where = "%d × %s, %s; %s; commit `%s`"
                .formatted(
                        machine.processors(),
                        machine.processor(),
                        machine.memory(),
                        machine.system(),
                        machine.commit());
        return text.replace("${command}", "./fairweather bench scoring --rounds " + rounds)
                .replace("${machine}", where)
                .replace("${aims}", Aim.markdown(figures.aims()))
                .replace(
                        "${tables}",
                        figures.tables().stream().map(table -> table.markdown()).collect(Collectors.joining("\n")))
                .replace(
                        "${notes}",
                        figures.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining()));
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
