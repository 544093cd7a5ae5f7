package fairweather.reference.gfs;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.grib.Packing;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What an operator wants to know of the file with a cycle's analysis on one mirror. */
public sealed interface GfsLook {

    /** There is no such file, it is of no use, or the mirror cannot be asked. */
    record Unusable(String why) implements GfsLook {}

    /**
     * The file is there and one message of it is what its index says.
     *
     * @param bytes of the whole file
     * @param etag null where the mirror does not tell
     * @param field that was decoded
     */
    record Usable(String object, long bytes, int messages, String etag, Packing packing, Field field)
            implements GfsLook {}

    /** Whether the file with the analysis is there: asks for its head only. */
    static boolean present(GfsMirror mirror, GfsSettings settings, Instant cycle) {
        String key = new GfsPath(settings.resolution()).data(new GfsStep(cycle, 0));
        return mirror.store().head(key).isPresent();
    }

    /** Reads the index, and the message of the first of our surface variables that it lists. */
    static GfsLook at(GfsMirror mirror, GfsSettings settings, Instant cycle) {
        GfsStep step = new GfsStep(cycle, 0);
        try {
            GfsObject object = GfsObject.open(mirror, settings, step);
            FieldKey key = listed(object, cycle)
                    .orElseThrow(() -> new Refusal(
                            Refusal.Kind.UNFINISHED, "the index lists none of our variables at the surface"));
            Span span = object.message(key);
            byte[] bytes = object.bytes(span);
            Field field = GfsMessage.read(span, bytes).field(key, step, settings.grid());
            return new Usable(
                    object.key(), object.length(), object.messages(), object.etag(), Packing.of(bytes), field);
        } catch (Refusal refusal) {
            return new Unusable(refusal.getMessage());
        }
    }

    private static Optional<FieldKey> listed(GfsObject object, Instant cycle) {
        return Arrays.stream(CanonicalVariable.values())
                .filter(CanonicalVariable::surface)
                .map(variable -> FieldKey.analysis(variable.key(), null, cycle))
                .filter(object::lists)
                .findFirst();
    }
}
