package fairweather.data.doctor;

import fairweather.data.selection.Batch;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.era5.ArcoLook;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Predicate;

/** ERA5 as a Zarr store: what it announces, what is there of it, and how it is stored. */
final class ArcoExamination {
    private static final Duration STEP = Duration.ofHours(6);
    private static final int STEPS_BACK = 60;
    private static final int DAYS_AHEAD = 30;
    private static final int LAST_STEP_OF_A_DAY = 18;
    private static final String CODING = "<f4, blosc lz4 level 5, shuffle byte";
    /** "Some 60 to 100 MB". */
    private static final long LEAST = 50_000_000;

    private static final long MOST = 110_000_000;

    private final ObjectStore objects;
    private final Instant now;
    private final Stopwatch stopwatch;
    private final Examination found;

    ArcoExamination(ObjectStore objects, Instant now, Stopwatch stopwatch) {
        this.objects = objects;
        this.now = now;
        this.stopwatch = stopwatch;
        this.found = new Examination(ArcoSource.ID, objects.describe());
    }

    Examination examine() {
        try {
            ArcoLook look = stopwatch.time(() -> new ArcoLook(objects));
            found.find("reachable", "yes, " + stopwatch.took() + " for the store's metadata");
            found.find("announced", "final to " + look.announcedFinal() + ", preliminary to " + look.announced());
            Optional<CanonicalVariable> probe = first(look, CanonicalVariable::surface);
            Optional<CanonicalVariable> onLevels = first(look, variable -> !variable.surface());
            if (probe.isEmpty()) {
                found.unusable("the store has none of our surface variables: look at the address");
                return found;
            }
            layout(look, probe.get());
            onLevels.ifPresent(variable -> layout(look, variable));
            newest(look, probe.get())
                    .ifPresentOrElse(
                            time -> there(look, probe.get(), time),
                            () -> found.unusable(
                                    "the store announces " + look.announced() + " and has no data of the days before"));
        } catch (ObjectTrouble trouble) {
            found.unusable(Remedy.of(trouble));
        } catch (FailureException wrong) {
            found.unusable(wrong.failure().message() + ": look at the address");
        }
        return found;
    }

    private static Optional<CanonicalVariable> first(ArcoLook look, Predicate<CanonicalVariable> kind) {
        return Arrays.stream(CanonicalVariable.values())
                .filter(kind)
                .filter(look::has)
                .findFirst();
    }

    private void layout(ArcoLook look, CanonicalVariable variable) {
        ArrayMetadata array = look.array(variable);
        found.find(variable.key() + " coding", Layouts.coding(array));
        found.find(
                variable.key() + " chunks",
                Layouts.chunks(array) + (variable.surface() ? "" : ", " + look.levels() + " levels"));
        found.judge(Mark.ARCO_CODEC, Verdict.of(Layouts.coding(array).equals(CODING), Layouts.coding(array)));
    }

    /** By the probed variable's objects, near the day that is announced. */
    private Optional<Instant> newest(ArcoLook look, CanonicalVariable probe) {
        Instant announced = look.announced().atTime(LAST_STEP_OF_A_DAY, 0).toInstant(ZoneOffset.UTC);
        for (int back = 0; back < STEPS_BACK; back++) {
            Instant time = announced.minus(STEP.multipliedBy(back));
            if (look.chunk(probe, time).isPresent()) {
                return Optional.of(back == 0 ? ahead(look, probe, time) : time);
            }
        }
        return Optional.empty();
    }

    private Instant ahead(ArcoLook look, CanonicalVariable probe, Instant from) {
        Instant newest = from;
        for (int days = 1; days <= DAYS_AHEAD; days++) {
            Instant next = from.plus(Duration.ofDays(days));
            if (next.isAfter(now) || look.chunk(probe, next).isEmpty()) {
                return newest;
            }
            newest = next;
        }
        return newest;
    }

    private void there(ArcoLook look, CanonicalVariable probe, Instant time) {
        found.find(
                "lag",
                "the newest object is of " + Batch.time(time) + ", " + Numbers.age(Duration.between(time, now))
                        + " ago");
        boolean behind = time.atOffset(ZoneOffset.UTC).toLocalDate().isBefore(look.announced());
        if (behind) {
            found.find("behind", "it announces more than it has");
        }
        switch (read(probe, time)) {
            case Readiness.Ready ready -> found.find("field", Numbers.field(ready.field()) + ", " + stopwatch.took());
            case Readiness.NotYet notYet -> dayBefore(probe, time, notYet.why());
            case Readiness.Gone gone -> found.unusable(gone.why());
            case Readiness.Broken broken -> found.unusable(broken.why());
        }
        sizes(look, time);
    }

    private Readiness read(CanonicalVariable probe, Instant time) {
        FieldKey key = FieldKey.truth(probe.key(), null, time);
        return stopwatch.time(() -> new ArcoSource(objects).read(key));
    }

    /** The newest may be there with its values still to come. */
    private void dayBefore(CanonicalVariable probe, Instant time, String why) {
        found.find("newest", why);
        Instant before = time.minus(Duration.ofDays(1));
        if (read(probe, before) instanceof Readiness.Ready ready) {
            found.find("field", "of the day before: " + Numbers.field(ready.field()) + ", " + stopwatch.took());
        } else {
            found.unusable("neither the newest field can be read nor that of the day before");
        }
    }

    private void sizes(ArcoLook look, Instant time) {
        LongSummaryStatistics sizes = Arrays.stream(CanonicalVariable.values())
                .filter(variable -> !variable.surface() && look.has(variable))
                .map(variable -> look.chunk(variable, time))
                .flatMap(Optional::stream)
                .mapToLong(ObjectInfo::length)
                .summaryStatistics();
        if (sizes.getCount() == 0) {
            found.judge(Mark.ARCO_CHUNK, new Verdict.Unknown("no variable on levels is there at " + Batch.time(time)));
            return;
        }
        String told = Numbers.megabytes(sizes.getMin()) + " to " + Numbers.megabytes(sizes.getMax()) + " compressed";
        found.find("level chunk", told);
        found.judge(Mark.ARCO_CHUNK, Verdict.of(sizes.getMin() >= LEAST && sizes.getMax() <= MOST, told));
    }
}
