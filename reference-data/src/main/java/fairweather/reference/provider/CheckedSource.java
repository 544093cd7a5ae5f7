package fairweather.reference.provider;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.object.ObjectTrouble;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A provider whose fields are looked at before anybody has them, and whose trouble is an answer: what an archive does not
 * give now may be given later.
 */
final class CheckedSource implements ReferenceSource {
    private final ReferenceSource provider;

    CheckedSource(ReferenceSource provider) {
        this.provider = provider;
    }

    @Override
    public String id() {
        return provider.id();
    }

    @Override
    public Readiness read(FieldKey key) {
        try {
            return judged(key, provider.read(key));
        } catch (ObjectTrouble trouble) {
            return new NotYet(trouble.getMessage());
        }
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        Set<FieldKey> open = new LinkedHashSet<>(keys);
        try {
            provider.readAll(keys, (key, readiness) -> {
                open.remove(key);
                receiver.take(key, judged(key, readiness));
            });
        } catch (ObjectTrouble trouble) {
            open.forEach(key -> receiver.take(key, new NotYet(trouble.getMessage())));
        }
    }

    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return provider.current(key, provenance);
    }

    @Override
    public List<Substitution> substitutions() {
        return provider.substitutions();
    }

    private static Readiness judged(FieldKey key, Readiness readiness) {
        return readiness instanceof Ready ready ? Plausibility.judge(key, ready) : readiness;
    }
}
