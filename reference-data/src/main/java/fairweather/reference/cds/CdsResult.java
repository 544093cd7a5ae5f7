package fairweather.reference.cds;

import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.Era5Release;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.cds.CdsDownload.Spoilt;
import fairweather.reference.cds.GribMessages.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A result on this disk. First the headers of all messages are read, so that each wanted field is known to be there
 * once; then fields are unpacked one at a time.
 */
final class CdsResult {
    private final FileChannel file;
    private final String name;
    private final Map<FieldKey, Found> found = new HashMap<>();
    private OptionalInt edition = OptionalInt.empty();

    /** @param index of the field within its message */
    private record Found(Place place, int index, String release, boolean twice) {}

    private CdsResult(FileChannel file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * @param name of the result, for provenance and error texts
     * @throws Spoilt if it is not whole
     * @throws GribMessages.OtherFormat if it is no GRIB
     */
    static CdsResult of(FileChannel file, String name, Set<FieldKey> wanted) throws IOException {
        CdsResult result = new CdsResult(file, name);
        for (Place place : GribMessages.of(file)) {
            int index = 0;
            for (Era5Message message : result.messages(place)) {
                if (message.key() != null && wanted.contains(message.key())) {
                    result.found.merge(
                            message.key(), new Found(place, index, message.release(), false), CdsResult::better);
                }
                index++;
            }
        }
        return result;
    }

    private Iterable<Era5Message> messages(Place place) throws IOException {
        try {
            return Era5Message.of(name, place.read(file));
        } catch (FailureException damaged) {
            throw new Spoilt(damaged.failure().message(), damaged);
        }
    }

    /** The final release, where both came; two of one release contradict each other. */
    private static Found better(Found one, Found other) {
        if (Era5Release.PRELIMINARY.equals(one.release) && Era5Release.FINAL.equals(other.release)) {
            return other;
        }
        if (Era5Release.FINAL.equals(one.release) && Era5Release.PRELIMINARY.equals(other.release)) {
            return one;
        }
        return new Found(one.place, one.index, one.release, true);
    }

    /** The edition of GRIB of the field that was read last, if one was. */
    OptionalInt edition() {
        return edition;
    }

    /** The field, or why the result does not give it. */
    Readiness field(FieldKey key) throws IOException {
        Found place = found.get(key);
        if (place == null) {
            return new Readiness.NotYet("the result of the Climate Data Store holds no " + key.describe());
        }
        if (place.twice) {
            return new Readiness.Broken("the result of the Climate Data Store holds twice the " + key.describe());
        }
        byte[] message = place.place.read(file);
        edition = OptionalInt.of(message[Era5Message.EDITION_OCTET]);
        try {
            Field field =
                    Era5Message.of(name, message).get(place.index).values().get();
            Provenance provenance = new Provenance(
                    CdsSource.ID, name, Sha256.hex(message), null, place.place.range(), place.release, key, null);
            return new Readiness.Ready(field, field.sha256(), provenance);
        } catch (FailureException unreadable) {
            return new Readiness.Broken(unreadable.failure().message());
        }
    }
}
