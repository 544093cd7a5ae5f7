package fairweather.reference.era5;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was last known of a few things; safe for use by several threads. */
final class Recent<K, V> {
    private final Map<K, V> values;

    /** @param most things that are remembered */
    Recent(int most) {
        this.values = new LinkedHashMap<>(most, 1, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
    }
}
