package fairweather.data.inspect;

import fairweather.data.place.Configuration;
import fairweather.data.place.Paragraph;
import fairweather.data.place.Place;
import fairweather.data.place.SourceOptions;
import fairweather.data.place.Workplace;
import fairweather.data.selection.Batch;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.cache.HeldLease;
import fairweather.reference.cache.Holding;
import fairweather.reference.cache.PutAside;
import fairweather.reference.cds.CdsStanding;
import fairweather.reference.cds.FileCdsRequests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what the cache holds and who is fetching. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says what the cache holds, who is fetching, what was put aside, which jobs of the Climate"
                + " Data Store are open, and how much room there is.")
public final class StatusCommand implements Callable<Integer> {
    private static final double MEBIBYTE = 1024 * 1024;
    private static final int SHOWN = 5;
    private static final String INDENT = "    ";

    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    public StatusCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        Configuration configuration = source.configuration(place);
        Path directory = configuration.cacheDirectory();
        say("", "The field cache " + directory);
        if (!Files.isDirectory(directory)) {
            say("", "There is none yet.");
            return 0;
        }
        FieldCache cache = FieldCache.open(directory, place.machine());
        holdings(cache.status());
        Instant now = place.clock().instant();
        leases(cache.leases(), now);
        putAside(cache.putAside());
        if (Files.exists(directory.resolve(Workplace.REQUESTS))) {
            requests(new FileCdsRequests(directory.resolve(Workplace.REQUESTS), place.clock()).all(), now);
        }
        say("", mebibytes(free(directory)) + " MiB are free.");
        return 0;
    }

    private void holdings(List<Holding> holdings) {
        if (holdings.isEmpty()) {
            say("", "It holds nothing.");
            return;
        }
        out().println(String.format("%-16s%-22s%7s%10s  %s", "source", "product", "fields", "MiB", "valid"));
        for (Holding one : holdings) {
            out().println(String.format(
                    Locale.ROOT,
                    "%-16s%-22s%7d%10s  %s",
                    one.source(),
                    one.product().word(),
                    one.fields(),
                    mebibytes(one.bytes()),
                    span(one)));
        }
    }

    /** Days are enough for 80 columns. */
    private static String span(Holding one) {
        return one.firstValid().atOffset(ZoneOffset.UTC).toLocalDate() + "/"
                + one.lastValid().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private void leases(List<HeldLease> leases, Instant now) {
        say("", leases.isEmpty() ? "Nobody is fetching." : "Being fetched:");
        for (HeldLease lease : leases) {
            say(
                    INDENT,
                    lease.name() + ": by the process " + lease.process() + " for " + age(lease.taken(), now)
                            + (lease.alive() ? "" : ", which has ended or lost it"));
        }
    }

    private void putAside(List<PutAside> files) {
        say("", files.isEmpty() ? "Nothing is in quarantine." : files.size() + " files are in quarantine:");
        files.stream().limit(SHOWN).forEach(file -> say(INDENT, file.file() + ": " + file.why()));
        if (files.size() > SHOWN) {
            say(INDENT, "and " + (files.size() - SHOWN) + " more");
        }
    }

    private void requests(List<CdsStanding> requests, Instant now) {
        say(
                "",
                requests.isEmpty()
                        ? "No request to the Climate Data Store is open."
                        : "Open requests to the Climate Data Store:");
        for (CdsStanding one : requests) {
            String when = one.lookAgainAt().isAfter(now)
                    ? "to be looked at in " + age(now, one.lookAgainAt())
                    : "due to be looked at";
            String message = one.progress().message();
            say(
                    INDENT,
                    one.request().dataset().id() + " "
                            + Batch.time(one.request().validTime()) + ": "
                            + one.progress().state().word() + ", " + when
                            + (message.isEmpty() ? "" : " (" + message + ")"));
        }
    }

    private static String age(Instant from, Instant to) {
        Duration age = Duration.ofSeconds(Math.max(0, from.until(to, ChronoUnit.SECONDS)));
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    private long free(Path directory) {
        try {
            return place.machine().freeSpace().bytes(directory);
        } catch (IOException disk) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the disk of the cache does not tell its room", disk);
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
    }

    private void say(String indent, String text) {
        Paragraph.lines(indent, indent, text).forEach(out()::println);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
