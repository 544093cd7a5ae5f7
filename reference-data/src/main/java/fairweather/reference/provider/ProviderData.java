package fairweather.reference.provider;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of providers as one; a field is cached as what it is, under the provider that gave it. */
final class ProviderData implements ReferenceData {
    private final String name;
    private final Providers providers;
    private final FieldCache cache;
    private final TruthOrder truths;

    ProviderData(String name, Providers providers, FieldCache cache, TruthChoices choices) {
        this.name = name;
        this.providers = providers.checked();
        this.cache = cache;
        this.truths = new TruthOrder(name, this.providers, choices, cache);
    }

    /** The field that is looked for where another was asked for, and why that is allowed, or null. */
    private record Wanted(FieldKey actual, Substitution substitution) {
        Readiness relabelled(FieldKey asked, Readiness readiness) {
            return substitution != null && readiness instanceof Ready ready ? relabelled(asked, ready) : readiness;
        }

        private Ready relabelled(FieldKey asked, Ready ready) {
            return new Ready(
                    ready.field().at(asked.validTime()),
                    ready.sha256(),
                    ready.provenance().standingIn(substitution));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public List<Substitution> substitutions() {
        return providers.supplement() == null
                ? List.of()
                : providers.supplement().substitutions();
    }

    @Override
    public Map<FieldKey, Found> find(Collection<FieldKey> keys) {
        Map<FieldKey, Wanted> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, wanted(key)));
        Map<FieldKey, Readiness> answers =
                answers(wanted.values().stream().map(Wanted::actual).distinct().toList());
        Map<FieldKey, Found> found = new LinkedHashMap<>();
        wanted.forEach((key, one) -> found.put(key, found(one.relabelled(key, answers.get(one.actual())))));
        return found;
    }

    private Wanted wanted(FieldKey key) {
        if (providers.supplement() == null || providers.supplement().lists(key)) {
            return new Wanted(key, null);
        }
        return substitutions().stream()
                .filter(substitution -> substitution.covers(key))
                .findFirst()
                .map(substitution -> new Wanted(substitution.replace(key), substitution))
                .orElse(new Wanted(key, null));
    }

    private Map<FieldKey, Readiness> answers(Collection<FieldKey> keys) {
        Map<ReferenceSource, List<FieldKey>> bySource = new LinkedHashMap<>();
        Map<Instant, List<FieldKey>> truthsByTime = new LinkedHashMap<>();
        Map<FieldKey, Readiness> answers = new HashMap<>();
        for (FieldKey key : keys) {
            if (key.product() == Product.ERA5) {
                truthsByTime
                        .computeIfAbsent(key.validTime(), time -> new ArrayList<>())
                        .add(key);
                continue;
            }
            Optional<ReferenceSource> source = source(key);
            source.ifPresentOrElse(
                    one -> bySource.computeIfAbsent(one, each -> new ArrayList<>())
                            .add(key),
                    () -> answers.put(key, new Readiness.Gone("no provider has " + key.describe())));
        }
        bySource.forEach((source, batch) -> answers.putAll(cache.fetchAll(batch, source)));
        truthsByTime.forEach((time, batch) -> answers.putAll(truths.find(time, batch)));
        return answers;
    }

    /** Of anything but a truth. */
    private Optional<ReferenceSource> source(FieldKey key) {
        if (providers.supplement() != null && providers.supplement().lists(key)) {
            return Optional.of(providers.supplement());
        }
        return switch (key.product()) {
            case GFS_ANALYSIS, GFS_FORECAST -> Optional.of(providers.gfs());
            case CLIMATOLOGY -> Optional.of(providers.climatology());
            case ERA5, MONTHLY_CLIMATOLOGY -> Optional.empty();
        };
    }

    @Override
    public Optional<Found> cached(FieldKey key) {
        Wanted wanted = wanted(key);
        FieldKey actual = wanted.actual();
        Optional<String> source = actual.product() == Product.ERA5
                ? truths.chosen(actual.validTime())
                : source(actual).map(ReferenceSource::id);
        return source.flatMap(id -> cache.find(actual, id)).map(ready -> found(wanted.relabelled(key, ready)));
    }

    @Override
    public boolean unchanged(FieldKey key, Ready ready) {
        return cache.unchanged(ready.provenance().actual(), ready.provenance().source());
    }

    @Override
    public void evict(FieldKey key, Ready ready) {
        cache.evict(ready.provenance().actual(), ready.provenance().source());
    }

    @Override
    public void putAside(FieldKey key, Ready ready, String why) {
        cache.quarantine(ready.provenance().actual(), ready.provenance().source(), why);
    }

    private Found found(Readiness readiness) {
        return new Found(
                readiness,
                readiness instanceof Ready ready
                        ? cache.file(
                                ready.provenance().actual(), ready.provenance().source())
                        : null);
    }
}
