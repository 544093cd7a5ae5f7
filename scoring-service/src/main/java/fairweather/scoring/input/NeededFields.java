package fairweather.scoring.input;

import fairweather.reference.FieldKey;
import fairweather.reference.Substitution;
import fairweather.reference.cache.Needed;
import fairweather.scoring.store.OpenRun;
import fairweather.scoring.store.Run;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The fields that runs still need, under whatever provider they are cached, and what may stand in for them. */
public final class NeededFields implements Needed {
    private final Set<FieldKey> keys = new HashSet<>();

    public static NeededFields of(Collection<OpenRun> runs, ReferenceFields fields) {
        NeededFields needed = new NeededFields();
        for (OpenRun open : runs) {
            Run run = open.run();
            if (open.day1()) {
                run.config().day1LeadHours().forEach(lead -> needed.add(InputRequest.day1(run, lead), fields));
            }
            open.leads().forEach(lead -> needed.add(InputRequest.era5(run, lead), fields));
        }
        return needed;
    }

    private void add(InputRequest request, ReferenceFields fields) {
        Collection<Substitution> substitutions = fields.substitutions(request.source());
        for (FieldKey key : ReferenceFields.keys(request)) {
            keys.add(key);
            substitutions.stream()
                    .filter(substitution -> substitution.covers(key))
                    .map(substitution -> substitution.replace(key))
                    .forEach(keys::add);
        }
    }

    @Override
    public boolean needs(String source, FieldKey key) {
        return keys.contains(key);
    }
}
