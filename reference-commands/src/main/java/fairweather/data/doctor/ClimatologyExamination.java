package fairweather.data.doctor;

import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.zarr.ZarrArchive;
import fairweather.reference.zarr.ZarrContents;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The climatology: how it is laid out, and one field of it. */
final class ClimatologyExamination {
    /** A day that not every store has. */
    private static final Instant LEAP_DAY = Instant.parse("2020-02-29T00:00:00Z");

    private final ObjectStore objects;
    private final Stopwatch stopwatch;
    private final Examination found;

    ClimatologyExamination(ObjectStore objects, Stopwatch stopwatch) {
        this.objects = objects;
        this.stopwatch = stopwatch;
        this.found = new Examination(Wb2Climatology.ID, objects.describe());
    }

    Examination examine() {
        try {
            ZarrArchive archive = new ZarrArchive(objects, Wb2Climatology.COORDINATES);
            ZarrContents contents = stopwatch.time(archive::open);
            found.find("reachable", "yes, " + stopwatch.took() + " for the store's metadata");
            Optional<CanonicalVariable> surface = first(contents, CanonicalVariable::surface);
            first(contents, variable -> !variable.surface()).ifPresent(variable -> layout(contents, variable));
            surface.ifPresentOrElse(
                    variable -> {
                        layout(contents, variable);
                        field(variable);
                    },
                    () -> found.unusable("the store has none of our surface variables: look at the address"));
        } catch (ObjectTrouble trouble) {
            found.unusable(Remedy.of(trouble));
        } catch (FailureException wrong) {
            found.unusable(wrong.failure().message() + ": look at the address");
        }
        return found;
    }

    private static Optional<CanonicalVariable> first(ZarrContents contents, Predicate<CanonicalVariable> kind) {
        return Arrays.stream(CanonicalVariable.values())
                .filter(kind)
                .filter(contents::has)
                .findFirst();
    }

    private void layout(ZarrContents contents, CanonicalVariable variable) {
        ArrayMetadata array = contents.array(variable.era5Name()).metadata();
        found.find(variable.key() + " coding", Layouts.coding(array));
        found.find(variable.key() + " chunks", Layouts.chunks(array));
    }

    private void field(CanonicalVariable variable) {
        FieldKey key = FieldKey.climatology(variable.key(), null, LEAP_DAY);
        switch (stopwatch.time(() -> new Wb2Climatology(objects).read(key))) {
            case Readiness.Ready ready ->
                found.find("field", "of 29 February: " + Numbers.field(ready.field()) + ", " + stopwatch.took());
            case Readiness.NotYet notYet -> found.unusable(notYet.why());
            case Readiness.Gone gone -> found.unusable(gone.why());
            case Readiness.Broken broken -> found.unusable(broken.why());
        }
    }
}
