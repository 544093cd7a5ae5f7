package fairweather.data.doctor;

import fairweather.data.selection.Batch;
import fairweather.reference.gfs.GfsLook;
import fairweather.reference.gfs.GfsLook.Unusable;
import fairweather.reference.gfs.GfsLook.Usable;
import fairweather.reference.gfs.GfsMirror;
import fairweather.reference.gfs.GfsSettings;
import fairweather.reference.object.ObjectTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One mirror of the GFS: its newest cycle, one message of that, and its oldest cycle. */
final class GfsExamination {
    private static final Duration BETWEEN_CYCLES = Duration.ofHours(6);
    private static final int CYCLES_LOOKED_AT = 12;
    private static final Duration FEW_DAYS = Duration.ofDays(20);
    private static final Duration MANY_DAYS = Duration.ofDays(45);
    private static final Instant EARLY_2021 = Instant.parse("2020-12-01T00:00:00Z");
    private static final Instant SPRING_2021 = Instant.parse("2021-05-01T00:00:00Z");

    private final GfsMirror mirror;
    private final GfsSettings settings;
    private final Instant now;
    private final Stopwatch stopwatch;
    private final Examination found;

    GfsExamination(GfsMirror mirror, GfsSettings settings, Instant now, Stopwatch stopwatch) {
        this.mirror = mirror;
        this.settings = settings;
        this.now = now;
        this.stopwatch = stopwatch;
        this.found = new Examination("gfs/" + mirror.name(), mirror.store().describe());
    }

    Examination examine() {
        try {
            Optional<Instant> newest = newest();
            found.find("reachable", "yes, " + stopwatch.took() + " for the head of an object");
            if (newest.isEmpty()) {
                found.unusable("no cycle of the last " + CYCLES_LOOKED_AT * BETWEEN_CYCLES.toHours()
                        + " hours is there: look at the address and at the setting gfs.resolution");
                return found;
            }
            found.find(
                    "lag",
                    "the newest cycle with its analysis is " + Batch.time(newest.get()) + ", "
                            + Numbers.age(Duration.between(newest.get(), now)) + " ago");
            message(newest.get());
            depth(newest.get());
        } catch (ObjectTrouble trouble) {
            found.unusable(Remedy.of(trouble));
        }
        return found;
    }

    private Optional<Instant> newest() {
        long between = BETWEEN_CYCLES.toSeconds();
        Instant last = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), between) * between);
        for (int back = 0; back < CYCLES_LOOKED_AT; back++) {
            Instant cycle = last.minus(BETWEEN_CYCLES.multipliedBy(back));
            if (stopwatch.time(() -> present(cycle))) {
                return Optional.of(cycle);
            }
        }
        return Optional.empty();
    }

    private boolean present(Instant cycle) {
        return GfsLook.present(mirror, settings, cycle);
    }

    private void message(Instant cycle) {
        switch (stopwatch.time(() -> GfsLook.at(mirror, settings, cycle))) {
            case Unusable(String why) -> found.unusable(why);
            case Usable file -> {
                found.find("field", Numbers.field(file.field()) + ", " + stopwatch.took() + " with its index");
                found.find("ranges", "honoured");
                found.find("ETag", file.etag() == null ? "none: a replaced file is told by its length only" : "given");
                found.find(
                        "messages",
                        file.messages() + " in " + Numbers.megabytes(file.bytes()) + ", "
                                + Numbers.megabytes(file.bytes() / file.messages()) + " on average");
                found.find("packing", "template " + file.packing().describe());
                boolean asClaimed = file.packing().describe().equals("5.3 order 2");
                found.judge(
                        Mark.GFS_PACKING,
                        Verdict.of(
                                asClaimed,
                                found.source() + " packs by template "
                                        + file.packing().describe()));
            }
        }
    }

    private void depth(Instant newest) {
        Optional<Instant> oldest = new Depth(newest, this::present).oldest();
        String since = oldest.map(Batch::time).orElse("further back than was looked");
        found.find("keeps", "cycles since about " + since);
        switch (mirror.name()) {
            case "gcs" ->
                found.judge(
                        Mark.GCS_SINCE_2021,
                        Verdict.of(oldest.filter(GfsExamination::early2021).isPresent(), "since about " + since));
            case "azure" ->
                found.judge(
                        Mark.AZURE_30_DAYS,
                        Verdict.of(oldest.filter(this::aMonth).isPresent(), "since about " + since));
            default -> {}
        }
    }

    private static boolean early2021(Instant oldest) {
        return oldest.isAfter(EARLY_2021) && oldest.isBefore(SPRING_2021);
    }

    private boolean aMonth(Instant oldest) {
        Duration kept = Duration.between(oldest, now);
        return kept.compareTo(FEW_DAYS) >= 0 && kept.compareTo(MANY_DAYS) <= 0;
    }
}
