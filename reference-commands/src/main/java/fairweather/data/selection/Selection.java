package fairweather.data.selection;

import fairweather.reference.FieldKey;
import fairweather.run.VariableLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.BiFunction;

/** The fields that the runs of some cycles need. */
public final class Selection {
    private final Wish wish;
    private final Set<What> whats;
    private final SequencedSet<FieldKey> keys = new LinkedHashSet<>();

    private Selection(Wish wish, Set<What> whats) {
        this.wish = wish;
        this.whats = whats;
    }

    /** What lies together in one, cycle after cycle, and of each what is there first. */
    public static List<Batch> of(List<Instant> cycles, Wish wish, Set<What> whats) {
        Selection selection = new Selection(wish, whats);
        cycles.forEach(selection::add);
        return Batch.of(selection.keys);
    }

    private void add(Instant cycle) {
        if (whats.contains(What.DAY1)) {
            for (int lead : wish.day1Leads()) {
                add(wish.day1(), (name, level) -> FieldKey.analysis(name, level, after(cycle, lead)));
                add(wish.day1(), (name, level) -> FieldKey.forecast(name, level, cycle, lead));
            }
        }
        if (whats.contains(What.REFERENCE)) {
            each(wish.laterLeads(), (name, level, lead) -> FieldKey.forecast(name, level, cycle, lead));
        }
        if (whats.contains(What.CLIMATOLOGY)) {
            for (int lead : wish.day1Leads()) {
                add(wish.day1(), (name, level) -> FieldKey.climatology(name, level, after(cycle, lead)));
            }
            each(wish.laterLeads(), (name, level, lead) -> FieldKey.climatology(name, level, after(cycle, lead)));
        }
        if (whats.contains(What.TRUTH)) {
            each(wish.laterLeads(), (name, level, lead) -> FieldKey.truth(name, level, after(cycle, lead)));
        }
    }

    private static Instant after(Instant cycle, int hours) {
        return cycle.plus(Duration.ofHours(hours));
    }

    private interface OfLead {
        FieldKey key(String name, Integer level, int lead);
    }

    private void each(List<Integer> leads, OfLead keyed) {
        leads.forEach(lead -> add(wish.later(), (name, level) -> keyed.key(name, level, lead)));
    }

    private void add(List<VariableLevels> variables, BiFunction<String, Integer, FieldKey> keyed) {
        List<FieldKey> all = new ArrayList<>();
        variables.forEach(variable ->
                variable.levelsOrSurface().forEach(level -> all.add(keyed.apply(variable.name(), level))));
        keys.addAll(all);
    }
}
