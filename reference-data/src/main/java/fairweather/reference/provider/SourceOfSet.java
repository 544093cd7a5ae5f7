package fairweather.reference.provider;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.util.Collection;
import java.util.List;

/**
 * A provider of a set that is not the built-in one, under a name of its own: another set may ask another archive by the
 * same protocol, and what the field cache has of one must not be taken for the other's.
 */
final class SourceOfSet implements ReferenceSource {
    private final String id;
    private final ReferenceSource provider;

    SourceOfSet(String set, ReferenceSource provider) {
        this.id = set + "-" + provider.id();
        this.provider = provider;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Readiness read(FieldKey key) {
        return renamed(provider.read(key));
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        provider.readAll(keys, (key, readiness) -> receiver.take(key, renamed(readiness)));
    }

    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return provider.current(key, provenance.under(provider.id()));
    }

    @Override
    public List<Substitution> substitutions() {
        return provider.substitutions();
    }

    private Readiness renamed(Readiness readiness) {
        return readiness instanceof Ready(Field field, String sha256, Provenance provenance)
                ? new Ready(field, sha256, provenance.under(id))
                : readiness;
    }
}
