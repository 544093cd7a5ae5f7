package fairweather.reference;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Gives reference fields of exact products and times. Implementations are safe for use by several threads. */
public interface ReferenceSource {

    /** What an id consists of, so that it can name a directory: letters, digits and dashes. */
    Pattern ID_FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** A short name for provenance, of {@link #ID_FORM}, never a path. */
    String id();

    /** Whether the field can be had, and if so the field. Trouble with the data is an answer, not an exception. */
    Readiness read(FieldKey key);

    /** Takes fields one at a time as they are decoded, so that nobody holds many of them. */
    @FunctionalInterface
    interface Receiver {
        void take(FieldKey key, Readiness readiness);
    }

    /** Answers every key once, in an order of its own; a source that can reads what lies together in one go. */
    default void readAll(Collection<FieldKey> keys, Receiver receiver) {
        keys.forEach(key -> receiver.take(key, read(key)));
    }

    /**
     * Whether the field would now come from the same bytes as the one with this provenance did; true as well where the
     * source cannot tell at the moment.
     */
    boolean current(FieldKey key, Provenance provenance);

    /** The substitutions this source declares. */
    List<Substitution> substitutions();

    default Readiness analysis(String variable, Integer level, Instant validTime) {
        return read(FieldKey.analysis(variable, level, validTime));
    }

    default Readiness forecast(String variable, Integer level, Instant referenceTime, int leadHours) {
        return read(FieldKey.forecast(variable, level, referenceTime, leadHours));
    }

    /** ERA5. */
    default Readiness truth(String variable, Integer level, Instant validTime) {
        return read(FieldKey.truth(variable, level, validTime));
    }

    default Readiness climatology(String variable, Integer level, Instant validTime) {
        return read(FieldKey.climatology(variable, level, validTime));
    }
}
