package fairweather.data.inspect;

import fairweather.data.place.Misconfigured;
import fairweather.data.place.Paragraph;
import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.cache.Verdict;
import fairweather.reference.directory.DirectorySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads every file of a cache or a bundle and says which is not whole and right. */
@Command(
        name = "verify-cache",
        mixinStandardHelpOptions = true,
        description = "Reads every file of the cache, or of a bundle, and says which is not whole and right."
                + " Changes nothing unless told to.",
        footer = {"", "Exit codes: 0 all are, 1 some are not, 2 wrong usage."})
public final class VerifyCacheCommand implements Callable<Integer> {
    private static final String INDENT = "    ";

    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "another cache, or a bundle: a directory with an index.json")
    private Path directory;

    @Option(
            names = "--quarantine",
            description = "puts aside in the cache what must not be believed, so that it is fetched anew")
    private boolean quarantine;

    public VerifyCacheCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        Path looked =
                directory != null ? directory : source.configuration(place).cacheDirectory();
        if (!Files.isDirectory(looked)) {
            throw new Misconfigured("there is no directory " + looked);
        }
        if (Files.exists(looked.resolve(DirectorySource.INDEX))) {
            return bundle(looked);
        }
        if (!FieldCache.isIn(looked)) {
            throw new Misconfigured("neither a field cache nor a bundle is in " + looked);
        }
        return cache(looked);
    }

    private int bundle(Path looked) {
        if (quarantine) {
            throw new Misconfigured("--quarantine is for a cache; a bundle is made anew by data bundle");
        }
        try {
            BundleCheck check = BundleCheck.of(looked);
            return tell(looked, check.files(), check.faults());
        } catch (IOException unreadable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the bundle cannot be read", unreadable);
        }
    }

    private int cache(Path looked) {
        FieldCache cache = FieldCache.open(looked, place.machine());
        List<Verdict> verdicts = quarantine ? cache.verify() : cache.inspect();
        List<Fault> faults = verdicts.stream()
                .filter(verdict -> !verdict.sound())
                .map(verdict -> new Fault(looked.relativize(verdict.file()).toString(), verdict.fault()))
                .toList();
        return tell(looked, verdicts.size(), faults);
    }

    private int tell(Path looked, int files, List<Fault> faults) {
        PrintWriter out = spec.commandLine().getOut();
        for (Fault fault : faults) {
            out.println(fault.file());
            Paragraph.lines(INDENT, INDENT, fault.why()).forEach(out::println);
        }
        String sum = files + " files in " + looked + ", "
                + (faults.isEmpty() ? "all whole and right." : faults.size() + " not to be believed.")
                + (quarantine && !faults.isEmpty() ? " They were put aside." : "");
        Paragraph.lines("", "", sum).forEach(out::println);
        out.flush();
        return faults.isEmpty() ? 0 : 1;
    }
}
