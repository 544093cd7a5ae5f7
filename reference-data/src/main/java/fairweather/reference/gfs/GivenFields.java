package fairweather.reference.gfs;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the fields came from that were given of one file so far, by this process or, as far as that was told, by one
 * before it. Safe for use by several threads.
 */
final class GivenFields {
    private final Map<FieldKey, Provenance> fields = new ConcurrentHashMap<>();
    private final Lock reading = new ReentrantLock();

    void note(FieldKey key, Provenance provenance) {
        fields.put(key, provenance);
    }

    Map<FieldKey, Provenance> fields() {
        return Map.copyOf(fields);
    }

    /** Held by whoever reads the file: two at a time might come upon two states of it. */
    Lock reading() {
        return reading;
    }

    /** The files that were used last. */
    static final class Recent {
        private static final int FILES = 128;

        private final Map<GfsStep, GivenFields> files = new LinkedHashMap<>(FILES, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<GfsStep, GivenFields> eldest) {
                return size() > FILES;
            }
        };

        synchronized GivenFields of(GfsStep step) {
            return files.computeIfAbsent(step, file -> new GivenFields());
        }
    }
}
