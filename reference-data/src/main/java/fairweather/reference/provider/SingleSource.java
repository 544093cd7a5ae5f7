package fairweather.reference.provider;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One source for everything, which resolves its own substitutions: a field is cached as what was asked for. */
record SingleSource(String name, ReferenceSource source, boolean closed, FieldCache cache) implements ReferenceData {

    @Override
    public List<Substitution> substitutions() {
        return source.substitutions();
    }

    @Override
    public Map<FieldKey, Found> find(Collection<FieldKey> keys) {
        Map<FieldKey, Found> found = new LinkedHashMap<>();
        cache.fetchAll(keys, source).forEach((key, readiness) -> found.put(key, found(key, readiness)));
        return found;
    }

    @Override
    public Optional<Found> cached(FieldKey key) {
        return cache.find(key, source.id()).map(ready -> found(key, ready));
    }

    @Override
    public boolean unchanged(FieldKey key, Ready ready) {
        return cache.unchanged(key, source.id());
    }

    @Override
    public void evict(FieldKey key, Ready ready) {
        cache.evict(key, source.id());
    }

    @Override
    public void putAside(FieldKey key, Ready ready, String why) {
        cache.quarantine(key, source.id(), why);
    }

    private Found found(FieldKey key, Readiness readiness) {
        return new Found(readiness, readiness instanceof Ready ? cache.file(key, source.id()) : null);
    }
}
