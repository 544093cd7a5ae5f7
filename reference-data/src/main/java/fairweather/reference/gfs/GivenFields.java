package fairweather.reference.gfs;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the fields of the latest files came from that were given so far, by this process or by one before it, as far as
 * that was told. Safe for use by several threads.
 */
final class GivenFields {
    private static final int FILES = 128;

    private final Map<GfsStep, Map<FieldKey, Provenance>> files = new LinkedHashMap<>(FILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<GfsStep, Map<FieldKey, Provenance>> eldest) {
            return size() > FILES;
        }
    };

    synchronized void note(GfsStep step, FieldKey key, Provenance provenance) {
        files.computeIfAbsent(step, file -> new HashMap<>()).put(key, provenance);
    }

    synchronized Map<FieldKey, Provenance> of(GfsStep step) {
        return Map.copyOf(files.getOrDefault(step, Map.of()));
    }
}
