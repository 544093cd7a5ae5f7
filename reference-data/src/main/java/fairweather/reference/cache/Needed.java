package fairweather.reference.cache;

import fairweather.reference.FieldKey;

/** Says which fields an open run still needs. */
@FunctionalInterface
public interface Needed {
    boolean needs(String source, FieldKey key);
}
