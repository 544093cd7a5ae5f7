package fairweather.data.fetch;

import fairweather.data.place.Paragraph;
import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.data.selection.SelectionOptions;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.ReferenceSource;
import fairweather.reference.bundle.BundleWriter;
import fairweather.reference.directory.DirectorySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what runs will need into a directory that serves where no provider can be reached. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Writes what runs will need into a directory that serves where no provider can be reached:"
                + " fairweather.reference.directories.NAME=DIR. Call it again to add to it.",
        footer = {"", "Exit codes: 0 all is in it, 1 broken or unreachable, 2 wrong usage, 3 not yet."})
public final class BundleCommand implements Callable<Integer> {
    private static final double MEBIBYTE = 1024 * 1024;

    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "the directory of the bundle")
    private Path into;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what provenance calls the bundle (default: the directory's own name)")
    private String name;

    @Option(names = "--closed", description = "what is not in it counts as gone for good, not as not there yet")
    private boolean closed;

    @Option(names = "--offline", description = "asks nobody: takes what is cached")
    private boolean offline;

    private int fields;

    public BundleCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        String called =
                name == null ? into.toAbsolutePath().normalize().getFileName().toString() : name;
        if (!ReferenceSource.ID_FORM.matcher(called).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "a bundle's name is of letters, digits and dashes: give it by --name");
        }
        FetchRun run = new FetchRun(spec, place, source, selection.batches(), offline);
        BundleWriter writer = BundleWriter.open(into, called, closed);
        Standing standing = run.run((key, ready) -> {
            writer.add(key, ready);
            fields++;
        });
        writer.finish();
        tell(standing);
        return standing.exitCode();
    }

    private void tell(Standing standing) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String index = Sha256.hex(Files.readAllBytes(into.resolve(DirectorySource.INDEX)));
            String size = String.format(Locale.ROOT, "%.1f MiB", bytes() / MEBIBYTE);
            Paragraph.lines("", "", fields + " of the fields are in " + into + ", which has " + size + " now.")
                    .forEach(out::println);
            out.println("sha256 of " + DirectorySource.INDEX + ":");
            out.println("  " + index);
        } catch (IOException unreadable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read the bundle back", unreadable);
        }
        if (closed && standing != Standing.THERE) {
            Paragraph.lines("", "", "The bundle is closed: a run counts what it lacks as gone for good.")
                    .forEach(out::println);
        }
        out.flush();
    }

    private long bytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(into)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
