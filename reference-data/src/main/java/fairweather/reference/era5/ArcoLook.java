package fairweather.reference.era5;

import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.zarr.Attempt;
import fairweather.reference.zarr.Attempt.Ended;
import fairweather.reference.zarr.Attempt.Found;
import fairweather.reference.zarr.ZarrArchive;
import fairweather.reference.zarr.ZarrContents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an operator wants to know of the store: what it announces, and what is there of it. */
public final class ArcoLook {
    private final ObjectStore objects;
    private final ZarrContents contents;
    private final Coverage coverage;
    private final TimeIndex times;

    /**
     * Reads the store's metadata.
     *
     * @throws fairweather.reference.object.ObjectTrouble if they cannot be read now
     * @throws fairweather.failure.FailureException if it is no supported store
     */
    public ArcoLook(ObjectStore objects) {
        this.objects = objects;
        ZarrArchive archive = new ZarrArchive(objects, List.of(TimeIndex.TIME));
        this.contents = archive.open();
        this.coverage = Coverage.of(archive.attributes(contents));
        this.times = new TimeIndex(objects);
    }

    /** The last day of the final data. */
    public LocalDate announcedFinal() {
        return coverage.end();
    }

    /** The last day of the preliminary data. */
    public LocalDate announced() {
        return coverage.preliminaryEnd();
    }

    public boolean has(CanonicalVariable variable) {
        return contents.has(variable);
    }

    public ArrayMetadata array(CanonicalVariable variable) {
        return contents.array(variable.era5Name()).metadata();
    }

    public int levels() {
        return contents.array(ZarrContents.LEVEL).metadata().shape().getFirst();
    }

    /** The object with a variable at a time, or as much of it as its head tells; empty if it is not there. */
    public Optional<ObjectInfo> chunk(CanonicalVariable variable, Instant time) {
        Attempt<Integer> index = times.of(time, contents);
        return switch (index) {
            case Ended<Integer> absent -> Optional.empty();
            case Found<Integer>(Integer place) -> objects.head(key(variable, place));
        };
    }

    private String key(CanonicalVariable variable, int index) {
        return contents.fields(variable, Set.of(TimeIndex.TIME)).key(place(variable, index));
    }

    /** All levels of a time lie in one chunk or the first of them tells. */
    private static Map<String, Integer> place(CanonicalVariable variable, int index) {
        return variable.surface()
                ? Map.of(TimeIndex.TIME, index)
                : Map.of(TimeIndex.TIME, index, ZarrContents.LEVEL, 0);
    }
}
