package fairweather.reference.climatology;

import fairweather.reference.FieldKey;
import fairweather.reference.OneAnswer;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.zarr.Attempt;
import fairweather.reference.zarr.Attempt.Ended;
import fairweather.reference.zarr.Attempt.Found;
import fairweather.reference.zarr.FieldReading;
import fairweather.reference.zarr.ZarrArchive;
import fairweather.reference.zarr.ZarrContents;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A climatology with the dimensions {@code hour} (0, 6, 12, 18), {@code dayofyear} (1 to 366), latitude, longitude and,
 * for what lies on pressure levels, level. A valid time has the day of its own date in UTC and the last of the four hours
 * that is not after it: 23 UTC has hour 18 of the same day. The day, that hour and the level must be in the store
 * exactly; what is not there is gone and never the nearest. Whatever else keeps a field away is waited for.
 */
public final class Wb2Climatology implements ReferenceSource {
    public static final String ID = "wb2";

    private static final String HOUR = "hour";
    private static final String DAY = "dayofyear";
    private static final int HOURS_APART = 6;

    /** What its arrays lie along besides latitude, longitude and level. */
    public static final List<String> COORDINATES = List.of(HOUR, DAY);

    private final ZarrArchive archive;
    private final FieldReading reading;

    public Wb2Climatology(ObjectStore objects) {
        this.archive = new ZarrArchive(objects, COORDINATES);
        this.reading = new FieldReading(
                ID,
                objects,
                (key, missing, values) -> new Readiness.Broken(
                        missing + " of " + values + " values of the " + key.describe() + " are missing"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Substitution> substitutions() {
        return List.of();
    }

    /** Always true: what was fetched is frozen, and is scored with whether or not the store answers. */
    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return true;
    }

    @Override
    public Readiness read(FieldKey key) {
        return OneAnswer.of(this, key);
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        List<FieldKey> own = new ArrayList<>();
        for (FieldKey key : keys) {
            if (key.product() == Product.CLIMATOLOGY) {
                own.add(key);
            } else {
                receiver.take(key, new Readiness.Gone("the " + ID + " store has no " + key.describe()));
            }
        }
        switch (Attempt.of(() -> new Found<>(archive.open()))) {
            case Ended<ZarrContents>(Readiness why) -> own.forEach(key -> receiver.take(key, why));
            case Found<ZarrContents>(ZarrContents contents) ->
                reading.read(contents, own, key -> place(contents, key.validTime()), null, receiver);
        }
    }

    private static Attempt<Map<String, Integer>> place(ZarrContents contents, Instant validTime) {
        OffsetDateTime time = validTime.atOffset(ZoneOffset.UTC);
        int hour = time.getHour() / HOURS_APART * HOURS_APART;
        OptionalInt hourIndex = contents.index(HOUR, hour);
        OptionalInt dayIndex = contents.index(DAY, time.getDayOfYear());
        if (hourIndex.isEmpty() || dayIndex.isEmpty()) {
            return Attempt.gone(
                    "the " + ID + " store has no hour " + hour + " of day " + time.getDayOfYear() + " of the year");
        }
        return new Found<>(Map.of(HOUR, hourIndex.getAsInt(), DAY, dayIndex.getAsInt()));
    }
}
