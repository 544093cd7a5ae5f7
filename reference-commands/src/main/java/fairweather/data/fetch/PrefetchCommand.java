package fairweather.data.fetch;

import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.data.selection.SelectionOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings what runs will need into the cache. */
@Command(
        name = "prefetch",
        mixinStandardHelpOptions = true,
        description = "Brings what runs will need into the cache. Call it again for what is not there yet;"
                + " jobs of the Climate Data Store go on meanwhile.",
        footer = {"", "Exit codes: 0 all is there, 1 broken or unreachable, 2 wrong usage, 3 not yet."})
public final class PrefetchCommand implements Callable<Integer> {
    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SelectionOptions selection;

    public PrefetchCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return new FetchRun(spec, place, source, selection.batches(), false)
                .run((key, ready) -> {})
                .exitCode();
    }
}
