package fairweather.bench.data;

import fairweather.bench.Aim;
import fairweather.bench.Machine;
import fairweather.bench.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the readers of the data providers beside those of Python. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Fields of 0.25 degrees read over HTTP in the providers' layouts, by us and by Python.")
public final class DataBench implements Callable<Integer> {
    /** So many until compiled code has settled, as it has in a service. */
    private static final int WARM_UPS = 4;

    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", "."));

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often each is measured.")
    private int rounds;

    @Option(names = "--quick", description = "A small grid, one round: to see that it works; the figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            defaultValue = "/usr/bin/python3",
            description = "A Python with numpy, xarray, netCDF4, zarr, numcodecs; cfgrib, fsspec and aiohttp for all"
                    + " peers.")
    private String python;

    @Option(
            names = "--shared",
            paramLabel = "DIRECTORY",
            description = "The collection of real files; ../shared/data unless told otherwise.")
    private Path shared;

    @Option(names = "--write", paramLabel = "FILE", description = "Also writes the figures as Markdown.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("making a file of the GFS and two stores" + (quick ? "" : " (0.7 GB)"));
        out.flush();
        Path collection = shared == null ? ROOT.resolve("../shared/data").normalize() : shared;
        try (Inputs inputs = Inputs.make(python, collection, ROOT.resolve("reference-data/src/test/python"), quick);
                Bout bout = new Bout(inputs, python, out)) {
            Figures figures = bout.run(quick ? 1 : rounds, quick ? 0 : WARM_UPS);
            figures.tables().forEach(table -> out.println("\n" + table.plain().stripTrailing()));
            out.println("\nAims");
            figures.aims()
                    .forEach(aim -> out.println("  %-7s %s: %s".formatted(aim.verdict(), aim.words(), aim.reached())));
            figures.notes().forEach(note -> out.println("  " + note));
            out.flush();
            if (file != null) {
                Section.write(file, "data", page(figures));
            }
            return 0;
        } catch (IllegalStateException impossible) {
            spec.commandLine().getErr().println(impossible.getMessage());
            return 1;
        }
    }

    private String page(Figures figures) throws IOException {
        String text;
        try (InputStream template = DataBench.class.getResourceAsStream("benchmarks.md")) {
            text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        Machine machine = Machine.here(Machine.said(
                python,
                "-c",
                "import importlib, platform; print('Python', platform.python_version(), *(name + ' ' + "
                        + "importlib.import_module(name).__version__ for name in 'numpy xarray cfgrib eccodes zarr "
                        + "numcodecs fsspec aiohttp netCDF4'.split()))"));
        String where = "%d × %s, %s; %s; commit `%s`"
                .formatted(
                        machine.processors(),
                        machine.processor(),
                        machine.memory(),
                        machine.system(),
                        machine.commit());
        return text.replace("${command}", "./fairweather bench data --rounds " + rounds)
                .replace("${machine}", where)
                .replace("${aims}", Aim.markdown(figures.aims()))
                .replace(
                        "${tables}",
                        figures.tables().stream().map(table -> table.markdown()).collect(Collectors.joining("\n")))
                .replace(
                        "${notes}",
                        figures.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining()));
    }
}
