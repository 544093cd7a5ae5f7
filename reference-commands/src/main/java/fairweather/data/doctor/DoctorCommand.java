package fairweather.data.doctor;

import fairweather.data.place.Configuration;
import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.data.place.Workplace;
import fairweather.reference.object.Transfers;
import fairweather.reference.provider.EffectiveSetting;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at every source with a few small requests and says what it is like. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at every source with a few small requests and says what it is like: whether it can be"
                + " reached, how far it is behind, how its data are packed. Fetches up to a few tens of MB.",
        footer = {"", "Exit codes: 0 all sources can be used, 1 some cannot, 2 wrong usage or settings."})
public final class DoctorCommand implements Callable<Integer> {
    /** Who asks how a source is wants an answer, not one after much patience. */
    private static final String ATTEMPTS = "fairweather.reference.http.attempts";

    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Option(names = "--settings", description = "only says what is set, and where; secrets are masked")
    private boolean settings;

    @Option(names = "--submit", description = "submits one small job to the Climate Data Store, or looks at it again")
    private boolean submit;

    @Option(names = "--json", description = "for a machine")
    private boolean json;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "as if it were this time, for archives that have ended, for example" + " 2018-10-16T21:00:00Z")
    private Instant at;

    public DoctorCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        Configuration configuration = source.configuration(place);
        PrintWriter out = spec.commandLine().getOut();
        if (settings) {
            configuration.effective().forEach(setting -> print(setting, out));
            out.flush();
            return 0;
        }
        Instant now = at == null ? place.clock().instant() : at;
        try (Workplace workplace = Workplace.open(configuration.unlessSet(ATTEMPTS, "2"), place, Transfers.UNHEARD)) {
            Visit visit = Visit.of(workplace.archives(source.source()), now, submit, new Stopwatch(place.nanos()));
            if (json) {
                out.println(VisitJson.of(visit));
                out.flush();
            } else {
                new VisitText(out).print(visit);
            }
            return visit.usable() ? 0 : 1;
        }
    }

    private static void print(EffectiveSetting setting, PrintWriter out) {
        out.println(setting.key() + "=" + setting.value());
        out.println("    " + setting.origin().name().toLowerCase(Locale.ROOT));
    }
}
