package fairweather.scorecard;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Mode;
import fairweather.scorecard.card.Progress;
import fairweather.scorecard.card.Request;
import fairweather.scorecard.card.Scoring;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.location.Location;
import fairweather.scorecard.location.Scratch;
import fairweather.scorecard.output.CsvPrinter;
import fairweather.scorecard.output.Element;
import fairweather.scorecard.output.JsonPrinter;
import fairweather.scorecard.output.TablePrinter;
import fairweather.scorecard.picture.PictureFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the engine: scores any forecast against any truth, with files alone. */
@Command(
        name = "fairweather score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scores a forecast against a truth and a climatology, without a database and without services.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0  something was scored", "  1  nothing could be scored", "  2  the command was not understood"})
public final class ScoreCommand implements Callable<Integer> {
    private static final int SCORED = 0;
    private static final int NOTHING_SCORED = 1;
    private static final long MIB = 1 << 20;

    @Mixin
    private ScoreOptions options;

    @Spec
    private CommandSpec spec;

    private final PrintStream terminal;

    /** @param terminal where progress is shown, or null if nobody watches */
    ScoreCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        PrintStream terminal = Boolean.getBoolean("fairweather.terminal") ? System.err : null;
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), false);
        int code = commandLine(terminal).setOut(out).execute(arguments);
        out.flush();
        System.exit(code);
    }

    static CommandLine commandLine(PrintStream terminal) {
        return new CommandLine(new ScoreCommand(terminal))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    wrong.getCommandLine().getErr().println("fairweather score: " + wrong.getMessage() + meant(wrong));
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((trouble, command, parsed) -> {
                    command.getErr().println("fairweather score: " + sentence(trouble));
                    return NOTHING_SCORED;
                });
    }

    /** The options that resemble an unknown one. */
    private static String meant(ParameterException wrong) {
        List<String> suggestions =
                wrong instanceof UnmatchedArgumentException unknown ? unknown.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    /** What went wrong, in one sentence; traces are for developers and come with -Dfairweather.trace=true. */
    private static String sentence(Exception trouble) {
        if (Boolean.getBoolean("fairweather.trace")) {
            trouble.printStackTrace(System.err);
        }
        return trouble instanceof Unusable unusable ? unusable.getMessage() : "an unexpected failure: " + trouble;
    }

    @Override
    public Integer call() throws IOException {
        options.check(spec.commandLine());
        try (Scratch scratch = new Scratch()) {
            Mode mode = options.mode(spec.commandLine());
            Request request = options.request();
            Location location = new Location(scratch, new Names(options.names()));
            Dataset forecast = location.open(options.forecast());
            Dataset truth = location.open(options.truth());
            Dataset climatology = location.open(options.climatology());
            Optional<Dataset> reference = options.reference().map(location::open);
            Progress progress = terminal == null ? Progress.NONE : new ProgressBar(terminal);
            Card card = new Scoring(forecast, truth, climatology, reference, request, mode).score(progress);
            print(card);
            return conclude(card);
        } catch (OutOfMemoryError tooLarge) {
            throw new Unusable(
                    "the fields or chunks need more than the memory of "
                            + Runtime.getRuntime().maxMemory() / MIB + " MiB; JAVA_TOOL_OPTIONS=-Xmx8g gives 8 GiB",
                    tooLarge);
        }
    }

    private int conclude(Card card) throws IOException {
        if (options.image().isPresent()) {
            PictureFile.write(options.image().get(), card, options.region(), options.titles(card));
        }
        if (card.anythingScored()) {
            return SCORED;
        }
        String why = card.components().stream()
                .flatMap(component -> component.reason().stream())
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
        spec.commandLine().getErr().println("fairweather score: nothing could be scored" + why);
        return NOTHING_SCORED;
    }

    private void print(Card card) throws IOException {
        Optional<Path> file = options.output();
        if (file.isEmpty()) {
            Writer out = spec.commandLine().getOut();
            print(card, out);
            out.flush();
            return;
        }
        try (Writer out = Files.newBufferedWriter(file.get())) {
            print(card, out);
        } catch (IOException unwritable) {
            throw new Unusable(file.get() + ": it cannot be written", unwritable);
        }
    }

    private void print(Card card, Writer out) throws IOException {
        List<Element> elements = Element.of(card, options.regions());
        switch (options.format()) {
            case TABLE -> new TablePrinter(card, out).print(options.titles(card), elements);
            case JSON -> JsonPrinter.print(elements, out);
            case CSV -> CsvPrinter.print(elements, out);
        }
    }
}
