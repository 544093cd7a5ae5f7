package fairweather.data.fetch;

import fairweather.data.place.Configuration;
import fairweather.data.place.Paragraph;
import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.data.place.Workplace;
import fairweather.data.selection.Batch;
import fairweather.reference.cds.CdsProblem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** One command's fetching, from what is selected to its last line. */
final class FetchRun {
    private final CommandSpec spec;
    private final Place place;
    private final SourceOptions source;
    private final List<Batch> batches;
    private final boolean offline;

    FetchRun(CommandSpec spec, Place place, SourceOptions source, List<Batch> batches, boolean offline) {
        this.spec = spec;
        this.place = place;
        this.source = source;
        this.batches = batches;
        this.offline = offline;
    }

    Standing run(Fetching.Taker taker) {
        Configuration configuration = source.configuration(place);
        Reachability reachability = new Reachability();
        PrintWriter out = spec.commandLine().getOut();
        try (Workplace workplace = Workplace.open(configuration, place, reachability)) {
            Fetching fetching = new Fetching(workplace.data(source.source()), reachability, place.clock(), offline);
            Progress progress = new Progress(spec.commandLine().getErr(), place.terminal(), batches.size());
            Report report = new Report(out);
            for (Batch batch : batches) {
                progress.begin(batch.describe());
                Outcome outcome = fetching.fetch(batch, taker);
                progress.end();
                report.tell(batch, outcome);
            }
            Optional<CdsProblem> problem = workplace.problem();
            problem.ifPresent(one -> Paragraph.lines("", "", sentence(one)).forEach(out::println));
            Standing all = report.sum();
            return problem.filter(FetchRun::lasting)
                    .map(one -> all.orWorse(Standing.UNREACHABLE))
                    .orElse(all);
        }
    }

    private static String sentence(CdsProblem problem) {
        String text = problem.sentence();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** It does not pass before somebody does something. */
    private static boolean lasting(CdsProblem problem) {
        return switch (problem.kind()) {
            case NO_KEY, KEY_REFUSED, LICENCE_NOT_ACCEPTED -> true;
            case NO_ANSWER -> false;
        };
    }
}
