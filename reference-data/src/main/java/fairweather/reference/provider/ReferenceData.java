package fairweather.reference.provider;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's {@code reference_source} names: everything a forecast is compared with, through the field cache. Blocking;
 * safe for use by several threads and processes.
 */
public interface ReferenceData {

    /** One source, for example a directory. */
    static ReferenceData of(String name, ReferenceSource source, boolean closed, FieldCache cache) {
        return new SingleSource(name, source, closed, cache);
    }

    /** A set of providers. */
    static ReferenceData of(String name, Providers providers, FieldCache cache, TruthChoices choices) {
        return new ProviderData(name, providers, cache, choices);
    }

    /** The name that runs use. */
    String name();

    /** True if what is not there will never come. */
    boolean closed();

    /** What is declared to stand in for something else. */
    List<Substitution> substitutions();

    /** Answers every key: what is not cached is asked for, what lies together in one go. */
    Map<FieldKey, Found> find(Collection<FieldKey> keys);

    /** The field if it is cached; nobody is asked for it. */
    Optional<Found> cached(FieldKey key);

    /** True if the file that the field is mapped from is still the one that was checked. */
    boolean unchanged(FieldKey key, Ready ready);

    /** Removes a field from the cache, so that it is looked for anew. */
    void evict(FieldKey key, Ready ready);

    /** Puts a field aside that must not be believed, for an operator to look at, for example one of another sum. */
    void putAside(FieldKey key, Ready ready, String why);
}
